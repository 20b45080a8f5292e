# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which rules name an entry of the catalogue: as long as they do, it cannot go."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError

from .engine import RuleSet as Rules
from .engine import loads
from .models import Path, RuleSet
from .models.catalogue import Entry


def refuse_deleting(entry: Entry) -> None:
    """Raises `ValidationError` while the rules in force, or those of a draft, name the entry."""
    RuleSet.objects.select_for_update().order_by("pk").first()  # no publishing meanwhile
    if sentences := names_by_version(entry):
        raise ValidationError(sentences)


def refuse_withdrawing(entries: Iterable[Entry]) -> None:
    """Raises `ValidationError` for paths that the rules in force propose to readers."""
    RuleSet.objects.select_for_update().order_by("pk").first()
    if sentences := [said for entry in entries if (said := proposed_by(entry))]:
        raise ValidationError(sentences)


def proposed_by(entry: Entry) -> str:
    """Says which active rules in force lead to a path; empty when none does."""
    current = RuleSet.objects.in_force().first() if isinstance(entry, Path) else None
    if current is None:
        return ""
    rules = loads(current.canonical).rules
    codes = [rule.code for rule in rules if rule.active and rule.outcome == entry.code]
    if not codes:
        return ""
    return (
        f"«{entry.title}» ({entry.code}) non si può togliere dal sito: le regole in vigore lo "
        f"propongono ({', '.join(codes)}). Mettete prima in vigore regole che non lo propongano."
    )


def names_by_version(entry: Entry) -> list[str]:
    """A sentence for each version, in force or draft, that names the entry."""
    versions = RuleSet.objects.exclude(status=RuleSet.Status.ARCHIVED)
    found = ((version, list(_naming(loads(version.canonical), entry.code))) for version in versions)
    return [_sentence(entry, version, codes) for version, codes in found if codes]


def _sentence(entry: Entry, version: RuleSet, codes: list[str]) -> str:
    draft = version.status == RuleSet.Status.DRAFT
    where = "nella bozza" if draft else "nelle regole in vigore, versione"
    return (
        f"«{entry.title}» ({entry.code}) non si può eliminare. Si trova {where} "
        f"{version.version}: {', '.join(codes)}. Toglietelo prima da lì."
    )


def _naming(rules: Rules, code: str) -> Iterator[str]:
    yield from (rule.code for rule in rules.rules if rule.outcome == code)
    for modifier in rules.modifiers:
        named = (
            *(modifier.add_tools, modifier.add_deep_dives),
            *(modifier.exclude_tools, modifier.exclude_deep_dives, modifier.remove_steps),
        )
        if any(code in items for items in named):
            yield modifier.code
    yield from (case.code for case in rules.golden_cases if case.path == code)
