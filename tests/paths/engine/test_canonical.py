# SPDX-License-Identifier: AGPL-3.0-or-later
import hashlib
import json
import random
from dataclasses import replace

import pytest

from paths.engine import RuleError, dumps, loads, sha256, to_document

from . import tables


def test_what_is_written_reads_back_the_same():
    rng = random.Random(61)
    for _ in range(40):
        ruleset = tables.random_rule_set(rng)
        again = loads(dumps(ruleset))
        assert dumps(again) == dumps(ruleset)
        assert sha256(again) == sha256(ruleset)


def test_the_order_of_typing_and_full_lists_leave_no_trace(initial):
    rng = random.Random(62)
    rules = [
        replace(r, when={**r.when, "size": {"250plus", "under50", "50_249"}}) for r in initial.rules
    ]
    modifiers, cases = list(initial.modifiers), list(initial.golden_cases)
    for rows in (rules, modifiers, cases):
        rng.shuffle(rows)
    shuffled = replace(initial, rules=rules, modifiers=modifiers, golden_cases=cases)
    assert dumps(shuffled) == dumps(initial)


def test_the_version_number_is_written_but_not_hashed(initial):
    newer = replace(initial, version=2)
    assert '"version": 2' in dumps(newer)
    assert sha256(newer) == sha256(initial)


def test_the_hash_is_that_of_the_text_without_its_last_key_the_version(initial):
    text = dumps(initial)
    without = text.replace(',\n"version": 1\n}', "\n}")
    assert without != text
    assert sha256(initial) == hashlib.sha256(without.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        lambda rule: replace(rule, note="vista in riunione"),
        lambda rule: replace(rule, level=rule.level + 20),
        lambda rule: replace(rule, active=False),
        lambda rule: replace(rule, because="altro motivo"),
    ],
)
def test_any_change_of_a_rule_changes_the_hash(initial, change):
    first, *others = initial.rules
    assert sha256(replace(initial, rules=(change(first), *others))) != sha256(initial)


def test_the_text_ends_its_lines_with_lf_and_keeps_accents(initial):
    text = dumps(initial)
    assert text.endswith("}\n")
    assert "\r" not in text
    assert "è la vostra prima rilevazione" in text
    assert json.loads(text)["format"] == "migliorapa-rules/1"


def _rule(**changes):
    def edit(document):
        document["rules"][0].update(changes)

    return edit


def _modifier(**changes):
    def edit(document):
        document["modifiers"][0].update(changes)

    return edit


def _case(**changes):
    def edit(document):
        document["golden_cases"][0].update(changes)

    return edit


def _path(**changes):
    def edit(document):
        document["paths"][0].update(changes)

    return edit


def _top(**changes):
    return lambda document: document.update(changes)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (_top(format="altro/2"), "Formato non riconosciuto: il file deve dichiarare «format»"),
        (_top(extra=1), "Insieme di regole: chiave sconosciuta «extra». Chiavi ammesse: version,"),
        (_top(version="1"), "Insieme di regole, «version»: serve un numero intero, non «1»."),
        (_top(version=True), "Insieme di regole, «version»: serve un numero intero, non «True»."),
        (_rule(colour="x"), "Regola «R10»: chiave sconosciuta «colour». Chiavi ammesse: code,"),
        (_rule(level=1.5), "Regola «R10», «level»: serve un numero intero, non «1.5»."),
        (_rule(level=-1), "Numero non valido per il livello della regola R10: «-1»."),
        (_rule(active="sì"), "Regola «R10», «active»: serve true o false, non «sì»."),
        (_rule(outcome="P77"), "Regola R10: percorso sconosciuto: «P77». Valori ammessi: P01,"),
        (
            _rule(when={"colour": ["x"]}),
            "Regola R10: domanda sconosciuta: «colour». Domande ammesse: admin,",
        ),
        (
            _rule(when={"size": ["tiny"]}),
            "Regola R10: risposta «tiny» non ammessa per «size». Risposte ammesse: under50,",
        ),
        (_rule(when={"size": []}), "Regola R10: nessuna risposta ammessa per «size»."),
        (_rule(when={"size": ["under50"] * 2}), "Regola «R10», «when», «size»: un valore compare"),
        (_rule(when={"size": "under50"}), "Regola «R10», «when», «size»: serve un elenco"),
        (_rule(code="R20"), "Codice doppio fra le regole: «R20»."),
        (_rule(code="M01"), "Codice doppio fra le regole: «M01»."),
        (_rule(code="R 10"), "Codice non valido fra le regole: «R 10»."),
        (_rule(because="\ud800"), "Regola «R10», «because»: il testo contiene caratteri non"),
        (_modifier(add_tools={"T99": 4}), "Modificatore M01: strumento sconosciuto: «T99»."),
        (_modifier(add_tools={"T01": 0}), "Numero non valido per il peso di T01 in M01: «0»."),
        (_modifier(remove_steps=["S99"]), "Modificatore M01: passo sconosciuto: «S99»."),
        (
            _modifier(exclude_deep_dives=["A10"]),
            "Modificatore M01: lo stesso approfondimento è aggiunto ed escluso: A10.",
        ),
        (_case(path="P99"), "Caso di prova G01: percorso sconosciuto: «P99»."),
        (
            _case(profile={"size": "tiny"}),
            "Caso di prova G01: risposta «tiny» non ammessa per «size».",
        ),
        (_path(steps=["S99"]), "Percorso P01: passo sconosciuto: «S99»."),
        (_path(tools=["T01"]), "Percorso P01: gli strumenti devono essere quelli dei suoi passi."),
        (_path(deep_dives=["A99"]), "Percorso P01: approfondimento sconosciuto: «A99»."),
    ],
)
def test_a_faulty_file_is_refused_naming_the_fault(initial, edit, sentence):
    document = to_document(initial)
    edit(document)
    with pytest.raises(RuleError) as refused:
        loads(json.dumps(document))
    assert str(refused.value).startswith(sentence)


def test_a_missing_key_is_named(initial):
    document = to_document(initial)
    del document["rules"][3]["outcome"]
    with pytest.raises(RuleError, match=r"Regola «R40»: manca «outcome»\."):
        loads(json.dumps(document))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{\n "a" 1}', "Il file non è un JSON valido: l'errore è alla riga 2, colonna 6."),
        ("[]", "Il file non contiene un oggetto JSON."),
        ('{"format": 1, "format": 2}', "Chiave doppia: «format»"),
        ('{"format": NaN}', "Valore non ammesso nel JSON: «NaN»."),
        ("[" * 100_000, "Il file non è un JSON valido: contiene troppi elenchi"),
        ('{"version": ' + "9" * 5000 + "}", "Il file non è un JSON valido: contiene un numero"),
    ],
)
def test_text_that_is_no_clean_json_is_refused(text, sentence):
    with pytest.raises(RuleError) as refused:
        loads(text)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("spoil", ["level", "base_weight", "add_tools"])
def test_a_number_beyond_reason_is_refused_in_a_short_sentence(initial, spoil):
    document, huge = to_document(initial), 10**30
    if spoil == "level":
        document["rules"][0]["level"] = huge
    elif spoil == "base_weight":
        document["base_weight"] = huge
    else:
        document["modifiers"][0]["add_tools"] = {initial.tools[0]: huge}
    with pytest.raises(RuleError, match=r"10000000000000000000….* a 1\.000\.000\.$"):
        loads(json.dumps(document))
