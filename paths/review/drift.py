# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far the catalogue has moved since a version of the rules was written over it."""

from collections.abc import Iterator
from dataclasses import replace

from ..catalogue_facts import with_catalogue
from ..engine import RuleError, RuleSet, sha256, to_document

CONTENTS = {
    "questions": "Sono cambiate le proprietà delle domande",
    "steps": "Sono cambiati gli strumenti dei passi",
    "paths": "Sono cambiati passi, strumenti o approfondimenti dei percorsi",
}


def facts(rules: RuleSet) -> RuleSet:
    """Today's catalogue, without rules."""
    return with_catalogue(replace(rules, rules=(), modifiers=(), golden_cases=()))


def drift(rules: RuleSet, today: RuleSet) -> list[str]:
    """How `today`, the `facts` of now, differs from what the rules were written over."""
    sentences = [*_drift_of_codes(rules, today), *_drift_of_contents(rules, today)]
    rows = {name: getattr(rules, name) for name in ("rules", "modifiers", "golden_cases")}
    try:
        refreshed = replace(today, **rows)
    except RuleError as error:
        return [*sentences, f"Le regole nominano qualcosa che non c'è più. {error}"]
    if not sentences and sha256(refreshed) != sha256(rules):
        return ["È cambiato l'ordine di qualche voce del catalogo."]
    return sentences


def _drift_of_codes(old: RuleSet, new: RuleSet) -> Iterator[str]:
    for what, before, after in (
        ("domande", old.question_by_code, new.question_by_code),
        ("percorsi", old.path_by_code, new.path_by_code),
        ("passi", old.tools_of_step, new.tools_of_step),
        ("strumenti", old.tools, new.tools),
        ("approfondimenti", old.deep_dives, new.deep_dives),
        *_answers(old, new),
    ):
        if added := [code for code in after if code not in before]:
            yield f"Nel catalogo ci sono in più, tra {what}: {', '.join(added)}."
        if gone := [code for code in before if code not in after]:
            yield f"Nel catalogo non ci sono più, tra {what}: {', '.join(gone)}."


def _answers(old: RuleSet, new: RuleSet) -> Iterator[tuple[str, tuple, tuple]]:
    for code, question in new.question_by_code.items():
        if code in old.question_by_code:
            yield f"risposte di «{code}»", old.question_by_code[code].answers, question.answers


def _drift_of_contents(old: RuleSet, new: RuleSet) -> Iterator[str]:
    before, after = to_document(old), to_document(new)
    for name, sentence in CONTENTS.items():
        known = {record["code"]: record for record in before[name]}
        changed = [
            record["code"]
            for record in after[name]
            if record["code"] in known and _inside(record) != _inside(known[record["code"]])
        ]
        if changed:
            yield f"{sentence} {', '.join(changed)}."


def _inside(record: dict) -> dict:
    """Without the answers, which have a sentence of their own."""
    return {key: value for key, value in record.items() if key != "answers"}
