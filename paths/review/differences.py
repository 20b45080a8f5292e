# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which rows two versions do not share, and what changed in those they do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from ..engine import RuleSet
from ..rules_words import Words

TABLES = {
    "rules": "Regole di percorso",
    "modifiers": "Modificatori",
    "golden_cases": "Casi di prova",
}
NAMES = {
    "level": "livello",
    "when": "condizioni",
    "outcome": "percorso",
    "because": "perché",
    "active": "attiva",
    "note": "nota",
    "add_tools": "strumenti",
    "add_deep_dives": "approfondimenti",
    "exclude_tools": "strumenti esclusi",
    "exclude_deep_dives": "approfondimenti esclusi",
    "remove_steps": "passi nascosti",
    "profile": "profilo",
    "path": "percorso atteso",
    "rule": "regola attesa",
    "modifiers": "modificatori attesi",
    "origin": "origine",
}


@dataclass(frozen=True)
class Difference:
    """`parts` are name, before and after of what changed; none for a row added or taken away."""

    table: str
    code: str
    what: str
    parts: list[tuple[str, str, str]]


def differences(before: RuleSet, after: RuleSet, words: Words) -> list[Difference]:
    return [*_base_weight(before, after), *_rows(before, after, words)]


def differing_codes(before: RuleSet, after: RuleSet) -> list[str]:
    return [difference.code for difference in differences(before, after, Words())]


def _base_weight(before: RuleSet, after: RuleSet) -> Iterator[Difference]:
    if before.base_weight != after.base_weight:
        part = ("peso", str(before.base_weight), str(after.base_weight))
        yield Difference("Punteggi", "peso di base", "cambiato", [part])


def _rows(before: RuleSet, after: RuleSet, words: Words) -> Iterator[Difference]:
    for name, title in TABLES.items():
        old = {row.code: row for row in getattr(before, name)}
        new = {row.code: row for row in getattr(after, name)}
        for code in sorted({*old, *new}):
            if code not in old:
                yield Difference(title, code, "in più", [])
            elif code not in new:
                yield Difference(title, code, "tolto", [])
            elif parts := list(_parts(old[code], new[code], words)):
                yield Difference(title, code, "cambiato", parts)


def _parts(old, new, words: Words) -> Iterator[tuple[str, str, str]]:
    for field in fields(old):
        pair = [_told(field.name, getattr(row, field.name), words) for row in (old, new)]
        if pair[0] != pair[1]:
            yield NAMES[field.name], *pair


def _told(name: str, value, words: Words) -> str:
    if name == "when":
        return words.conditions((q, sorted(a)) for q, a in sorted(value.items()))
    if name == "profile":
        return words.profile(value)
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, Mapping):
        items = sorted(value.items())
        return "; ".join(f"{words.item(code)}, peso {weight}" for code, weight in items) or "–"
    if isinstance(value, frozenset | tuple):
        return "; ".join(words.item(code) for code in sorted(value)) or "–"
    return words.item(value) if value in words.titles else str(value or "–")
