# SPDX-License-Identifier: AGPL-3.0-or-later
import json

import pytest

from paths.actions import INITIAL_RULES
from paths.engine import CompiledRuleSet, explain, loads, to_json
from paths.models import RuleSet

ORDER = ("experience", "nature", "admin", "channel", "size", "users", "contacts", "goal")
WORKED = [
    ("none transactional comune desk under50 200_2000 no_list know", "R999", "P01", "M04 M07 M08"),
    (
        "occasional transactional comune online 50_249 over2000 email_list priorities",
        *("R60", "P03", "M03 M05 M07 M10"),
    ),
    ("none personal sanita onsite 250plus over2000 no_list know", "R50", "P05", "M04 M06 M08 M12"),
    (
        "occasional personal scuola onsite 50_249 under200 email_list priorities",
        *("R40", "P06", "M01 M03 M10 M12"),
    ),
    (
        "systematic internal universita multi 250plus 200_2000 email_list priorities",
        *("R10", "P08", "M03 M10"),
    ),
    (
        "integrated transactional centrale multi 250plus over2000 email_list performance",
        *("R30", "P09", "M03 M05 M09"),
    ),
    ("occasional collective regione multi 250plus unknown no_list know", "R20", "P10", "M02 M04"),
    (
        "systematic transactional camera multi 50_249 over2000 email_list know",
        *("R90", "P04", "M03 M05"),
    ),
    (
        "occasional personal comune onsite 50_249 200_2000 email_list priorities",
        *("R70", "P07", "M03 M07 M10 M12"),
    ),
    (
        "none information provincia desk 250plus over2000 no_list continuous",
        *("R80", "P02", "M04 M07 M08"),
    ),
]
FIRST = dict(zip(ORDER, WORKED[0][0].split(), strict=True))
PAIRS = [f"{question}={answer}" for question, answer in FIRST.items()]
PARTIAL = {"goal": "know", "nature": "transactional"}


def explained(rules: str, profile: dict):
    return to_json(explain(CompiledRuleSet(loads(rules)), profile))


def in_force() -> str:
    return RuleSet.objects.in_force().get().canonical


@pytest.mark.parametrize(("answers", "rule", "path", "modifiers"), WORKED)
def test_the_worked_cases_come_out_as_worked(catalogue, manage, answers, rule, path, modifiers):
    pairs = [f"{q}={a}" for q, a in zip(ORDER, answers.split(), strict=True)]
    ended = manage("recommend", *pairs, "--json")
    given = json.loads(ended.out)
    assert (given["path"]["rule"], given["path"]["code"]) == (rule, path)
    assert [modifier["rule"] for modifier in given["modifiers"]] == modifiers.split()
    assert ended.code == 0


def test_people_read_the_sentence_then_steps_tools_and_reasons(catalogue, manage):
    lines = manage("recommend", *PAIRS).out.splitlines()
    assert lines[0] == (
        "Vi proponiamo il percorso «Prima rilevazione allo sportello» (P01) perché è il percorso "
        "standard, adatto a chi inizia o ha poca esperienza."
    )
    assert lines[1].startswith(
        "Inoltre: senza un elenco di contatti la rilevazione si fa sul posto"
    )
    assert "  S01 Costituite il gruppo di lavoro" in lines
    assert "  T29 Manuale del rilevatore (punti 7, M04 +4)" in lines
    assert "  Canale: sportello (channel=desk)" in lines
    assert (
        "  «Servizi e portali online» (P03), regola R60, con canale: online (channel=online)"
        in lines
    )


def test_a_hidden_step_says_who_hides_it(catalogue, manage):
    pairs = [pair if "users" not in pair else "users=under200" for pair in PAIRS]
    out = manage("recommend", *pairs).out
    assert "campionamento, nascosto da M01" in out


def test_a_partial_profile_gets_shares_and_the_next_question(catalogue, manage):
    out = manage("recommend", "goal=know").out
    assert "Con queste risposte il percorso è ancora aperto." in out
    assert "«Utenti interni» (P08): 20,0 %, 6.480 profili su 32.400" in out
    assert "«nature»: Che tipo di servizio avete scelto?" in out


def test_no_answer_at_all_is_a_profile_too(catalogue, manage):
    ended = manage("recommend", "--json")
    assert len(json.loads(ended.out)["possible"]) == 10


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["goal=fame"], "«fame» non ammessa per «goal». Risposte ammesse: know, priorities,"),
        (["colore=rosso"], "Domanda sconosciuta: «colore». Domande ammesse: admin, nature,"),
        (["goal"], "«goal» non è nella forma domanda=risposta"),
        (["goal="], "«goal=» non è nella forma"),
        (["goal=know", "goal=know"], "La domanda «goal» ha due risposte"),
        (["goal=know", "--file", "-", "--json"], "le risposte oppure --file"),
        (["--file", "-"], "serve anche --json"),
        (["--file", "/nessuna/parte", "--json"], "«/nessuna/parte»: il file o la cartella non c'è"),
        (["--rules", "manage.py"], "manage.py: Il file non è un JSON valido"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_admitted(catalogue, manage, arguments, named):
    ended = manage("recommend", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert named in ended.error
    assert "\n" not in ended.error


def test_a_line_in_is_an_explanation_out(catalogue, manage, tmp_path):
    profiles = [FIRST, PARTIAL, {}]
    text = "".join(json.dumps(profile) + "\n" for profile in profiles)
    (tmp_path / "profili.jsonl").write_text(text)
    ended = manage("recommend", "--file", str(tmp_path / "profili.jsonl"), "--json")
    assert [json.loads(line) for line in ended.out.splitlines()] == [
        explained(in_force(), profile) for profile in profiles
    ]
    assert manage("recommend", "--file", "-", "--json", given=text.encode()).out == ended.out


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (b'{"goal": "know", "goal": "improve"}', "la domanda «goal» ha due risposte"),
        (b"[]", "non è un oggetto JSON"),
        (b'{"goal": 3}', "la risposta a «goal» non è un testo"),
        (b'{"goal": "fame"}', "«fame» non ammessa per «goal»"),
        (b"\xff\xfe", "non è un oggetto JSON"),
        (b"[" * 100_000, "non è un oggetto JSON"),
    ],
)
def test_a_bad_line_stops_there_and_is_numbered(catalogue, manage, bad, sentence):
    ended = manage("recommend", "--file", "-", "--json", given=b"{}\n" + bad + b"\n{}\n")
    assert ended.code == 2
    assert ended.error.startswith("Riga 2: ")
    assert sentence in ended.error
    assert len(ended.out.splitlines()) == 1


def test_a_file_of_rules_needs_no_version_in_the_database(
    catalogue, manage, django_assert_num_queries
):
    with django_assert_num_queries(0):
        ended = manage("recommend", *PAIRS, "--rules", str(INITIAL_RULES), "--json")
    assert json.loads(ended.out) == explained(INITIAL_RULES.read_text(), FIRST)


@pytest.mark.parametrize("lines", [1, 300])
def test_rules_are_compiled_once_for_all_lines(catalogue, manage, lines, django_assert_num_queries):
    with django_assert_num_queries(1):
        ended = manage("recommend", "--file", "-", "--json", given=b"{}\n" * lines)
    assert len(ended.out.splitlines()) == lines


def test_without_a_version_in_force_it_says_what_to_do(db, manage):
    RuleSet.objects.filter(status="published").update(status="archived")
    ended = manage("recommend", *PAIRS)
    assert ended.code == 2
    assert "Nessuna versione delle regole è in vigore" in ended.error


def test_blank_lines_are_skipped_and_still_counted(catalogue, manage):
    ended = manage("recommend", "--file", "-", "--json", given=b"{}\n\n  \n{}\nno\n")
    assert len(ended.out.splitlines()) == 2
    assert ended.error.startswith("Riga 5: ")


def test_a_conflict_in_the_file_is_told_with_the_recommendation(catalogue, manage, tmp_path):
    document = json.loads(INITIAL_RULES.read_text())
    default = next(rule for rule in document["rules"] if rule["code"] == "R999")
    document["rules"].append(default | {"code": "R998", "outcome": "P02"})
    (tmp_path / "contese.json").write_text(json.dumps(document))
    ended = manage("recommend", *PAIRS, "--rules", str(tmp_path / "contese.json"))
    assert "Attenzione: anche la regola R999, dello stesso livello 1, vale" in ended.out
    assert "Attenzione" not in manage("recommend", *PAIRS).out
