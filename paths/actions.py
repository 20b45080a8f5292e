# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes of the rules and of recommendations, each a verb; those of texts are `entry_actions`."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path as FilePath

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from migliorapa.core.models import LoadedFile

from .catalogue_facts import with_catalogue
from .engine import (
    Finding,
    RuleError,
    VersionDiff,
    diff,
    dumps,
    explain,
    loads,
    sha256,
    verify,
)
from .engine import RuleSet as Rules
from .inforce import in_force
from .models import Recommendation, RuleSet
from .rules_words import number

UNPRINTABLE = re.compile(r"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INITIAL_RULES = FilePath(__file__).parent / "content" / "rules" / "initial.json"


class RulesError(ValueError):
    """What forbids the action, in one sentence; `findings` say more when there are any."""

    def __init__(self, sentence: str, findings: tuple[Finding, ...] = ()):
        super().__init__(sentence)
        self.findings = findings


class NotAcknowledged(RulesError):
    """What would change for readers has to be seen first."""


class StaleDraft(RulesError):
    """Somebody else saved the draft since the editor opened it; `row` is as they left it."""

    def __init__(self, row: RuleSet):
        super().__init__("Un'altra persona ha salvato questa bozza dopo che l'avete aperta.")
        self.row = row


def keep_recommendation(*, profile: dict[str, str]) -> Recommendation:
    """Writes down which path the rules in force gave to a profile; no person, no address."""
    ruleset_id, compiled = in_force()
    path = explain(compiled, profile).path
    return Recommendation.objects.create(
        profile=profile,
        ruleset_id=ruleset_id,
        rule=(path.rule or "") if path else "",
        path=path.code if path else "",
    )


def start_draft(*, parent: RuleSet, note: str = "") -> RuleSet:
    """A draft with the rules of `parent` over today's catalogue.

    Over the catalogue of then, if the rules name something that is gone: the draft is where that
    gets mended.
    """
    if parent.status == RuleSet.Status.DRAFT:
        raise RulesError("Una bozza nasce da una versione in vigore o archiviata.")
    rules = loads(parent.canonical)
    with suppress(RuleError):
        rules = with_catalogue(rules)
    return _new_draft(rules, parent=parent, note=note)


def import_draft(*, rules: Rules, note: str = "") -> RuleSet:
    """A draft from rules read in a file, over today's catalogue. Raises `RuleError`."""
    in_force = RuleSet.objects.in_force().first()
    return _new_draft(with_catalogue(rules), parent=in_force, note=note)


@transaction.atomic
def _new_draft(rules: Rules, *, parent: RuleSet | None, note: str = "", **fields) -> RuleSet:
    RuleSet.objects.select_for_update().order_by("pk").first()  # one at a time takes a number
    last = RuleSet.objects.aggregate(Max("version"))["version__max"] or 0
    return _write(RuleSet(version=last + 1, parent=parent, note=note, **fields), rules)


def _write(row: RuleSet, rules: Rules) -> RuleSet:
    _check_writable(rules)
    rules = replace(rules, version=row.version)
    row.canonical, row.sha256 = dumps(rules), sha256(rules)
    row.save()
    return row


def _check_writable(rules: Rules) -> None:
    """What the engine admits and the rest of the portal could not hold or show."""
    longest = Recommendation._meta.get_field("rule").max_length
    for row in (*rules.rules, *rules.modifiers, *rules.golden_cases):
        if len(row.code) > longest:
            raise RuleError(f"Il codice «{row.code}» supera i {longest} caratteri.")
    for code, text in _texts(rules):
        if UNPRINTABLE.search(text):
            raise RuleError(f"{code}: il testo contiene un carattere che non si può stampare.")


def _texts(rules: Rules) -> Iterator[tuple[str, str]]:
    for row in (*rules.rules, *rules.modifiers):
        yield from ((row.code, row.because), (row.code, row.note))
    for case in rules.golden_cases:
        yield from ((case.code, case.origin), (case.code, case.rule or ""))


def stamp(draft: RuleSet) -> str:
    """Says which saving of the draft one has before one's eyes."""
    return draft.updated.isoformat()


def review_stamp(row: RuleSet) -> str:
    """Says which comparison one has before one's eyes: this content against that in force."""
    against = RuleSet.objects.in_force().values_list("version", flat=True).first()
    return f"{row.sha256}-{against or 0}"


def _check_seen(row: RuleSet, seen: str | None) -> None:
    if seen is not None and seen != review_stamp(row):
        raise RulesError(
            "Mentre leggevate le regole sono cambiate: guardate di nuovo le differenze qui sotto."
        )


@transaction.atomic
def save_draft(
    *, draft: RuleSet, rules: Rules, note: str | None = None, seen: str | None = None
) -> RuleSet:
    """Writes the rules of a draft. Raises `RulesError` when it is no longer a draft.

    With `seen`, the `stamp` of what the editor started from, raises `StaleDraft` if somebody
    saved since.
    """
    row = RuleSet.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise RulesError("Un'altra persona ha eliminato questa bozza.")
    if row.status != RuleSet.Status.DRAFT:
        raise RulesError("Questa versione è già stata messa in vigore: non si può più cambiare.")
    if seen is not None and seen != stamp(row):
        raise StaleDraft(row)
    if note is not None:
        row.note = note
    return _write(row, with_catalogue(rules))


def save_aside(*, draft: RuleSet, rules: Rules, note: str = "") -> RuleSet:
    """The same writing as a draft of its own, when `draft` is no longer there to be saved."""
    parent = RuleSet.objects.filter(pk=draft.pk).exclude(status=RuleSet.Status.DRAFT).first()
    return _new_draft(with_catalogue(rules), parent=parent or draft.parent, note=note)


def changes_against_force(draft: RuleSet) -> VersionDiff | None:
    """Whom the draft moves, weighted by the real profiles; None when nothing is in force."""
    current = RuleSet.objects.in_force().first()
    if current is None or current.pk == draft.pk:
        return None
    return diff(loads(current.canonical), loads(draft.canonical), real_profiles())


def changes_of(rules: Rules) -> VersionDiff | None:
    """The same for rules that are in no row; None when they are those in force."""
    current = RuleSet.objects.in_force().first()
    if current is None or current.sha256 == sha256(rules):
        return None
    return diff(loads(current.canonical), rules, real_profiles())


def real_profiles() -> Counter:
    """How many times each profile was really submitted."""
    rows = Recommendation.objects.order_by().values_list("profile").annotate(times=Count("pk"))
    return Counter({frozenset(profile.items()): times for profile, times in rows})


@transaction.atomic
def publish(
    *, draft: RuleSet, actor, acknowledged: bool = False, seen: str | None = None
) -> RuleSet:
    """Puts a draft in force. Refused with blocking findings, or with changes not acknowledged.

    With `seen`, the `review_stamp` of what was acknowledged, refused if that is no longer so.
    """
    rows = {row.pk: row for row in RuleSet.objects.select_for_update().order_by("pk")}
    row = rows.get(draft.pk)
    if row is None or row.status != RuleSet.Status.DRAFT:
        raise RulesError("Si mette in vigore solo una bozza.")
    _check_seen(row, seen)
    _check_publishable(row, acknowledged)
    return _put_in_force(row, rows.values(), actor)


def _check_publishable(row: RuleSet, acknowledged: bool) -> None:
    rules = loads(row.canonical)
    report = verify(rules)
    if report.blocking:
        raise RulesError(
            "La bozza non si può mettere in vigore: sistemate prima le segnalazioni che bloccano.",
            report.blocking,
        )
    _check_catalogue(rules, "La bozza")
    changes = changes_against_force(row)
    if changes and changes.anything and not acknowledged:
        raise NotAcknowledged(_what_changes(changes))


def _what_changes(changes: VersionDiff) -> str:
    if changes.changed:
        what = f"cambiano percorso {number(changes.changed)} profili"
    elif changes.items.profiles:
        what = (
            "cambiano strumenti, approfondimenti o passi messi in evidenza per "
            f"{number(changes.items.profiles)} profili"
        )
    else:
        what = "cambia il peso di base"
    return f"Con questa bozza {what}: confermate di averlo visto prima di metterla in vigore."


def _check_catalogue(rules: Rules, what: str) -> None:
    try:
        with_catalogue(rules)
    except RuleError as error:
        raise RulesError(f"{what} nomina qualcosa che il catalogo non ha più. {error}")


def _put_in_force(row: RuleSet, rows, actor) -> RuleSet:
    for other in rows:
        if other.status == RuleSet.Status.PUBLISHED:
            other.status = RuleSet.Status.ARCHIVED
            other.save(update_fields=["status", "updated"])
    row.status = RuleSet.Status.PUBLISHED
    row.published_at, row.published_by = timezone.now(), actor
    row.save()
    return row


@transaction.atomic
def roll_back(*, version: RuleSet, actor, seen: str | None = None) -> RuleSet:
    """Puts an archived version back in force, as it was published; `seen` as in `publish`.

    Refused when it names what the catalogue no longer has on the site.
    """
    rows = {row.pk: row for row in RuleSet.objects.select_for_update().order_by("pk")}
    row = rows[version.pk]
    if row.status != RuleSet.Status.ARCHIVED:
        raise RulesError("Si torna solo a una versione archiviata.")
    _check_seen(row, seen)
    _check_catalogue(loads(row.canonical), f"La versione {row.version}")
    return _put_in_force(row, rows.values(), actor)


@transaction.atomic
def discard_draft(*, draft: RuleSet) -> None:
    row = RuleSet.objects.select_for_update().filter(pk=draft.pk).first()
    if row and row.status != RuleSet.Status.DRAFT:
        raise RulesError("Si elimina solo una bozza: le versioni messe in vigore restano.")
    if row:
        row.delete()


@transaction.atomic
def load_initial_rules(file: FilePath = INITIAL_RULES) -> str:
    """Publishes the rules of the file the first time; later a changed file becomes a draft.

    Gives a sentence for whoever loads, empty when there is nothing to do.
    """
    text = file.read_text(encoding="utf-8")
    try:
        given = loads(text)
    except RuleError as error:
        raise RulesError(f"{file.name}: {error}") from error
    seen, new = LoadedFile.objects.get_or_create(
        name=f"rules/{file.name}", defaults={"file_sha256": sha256(given)}
    )
    if not new and seen.file_sha256 == sha256(given):
        return ""
    LoadedFile.objects.filter(pk=seen.pk).update(file_sha256=sha256(given))
    if not RuleSet.objects.exists():
        first = _new_draft(
            with_catalogue(given), parent=None, note="Regole iniziali", from_file=True
        )
        published = publish(draft=first, actor=None, acknowledged=True)
        return f"Regole pubblicate: versione {published.version}."
    draft = _new_draft(
        with_catalogue(given),
        parent=RuleSet.objects.in_force().first(),
        note="Il file delle regole è cambiato",
        from_file=True,
    )
    return f"Il file delle regole è cambiato: bozza {draft.version} da rivedere."
