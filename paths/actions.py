# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every write of this app is a verb here: guards first, then one atomic block."""

from collections import Counter
from dataclasses import replace
from pathlib import Path as FilePath

from django.db import transaction
from django.utils import timezone

from migliorapa.core import search

from . import rendering
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
from .models import LoadedFile, Recommendation, RuleSet
from .models.catalogue import Entry
from .search import document_of, key_of

INITIAL_RULES = FilePath(__file__).parent / "content" / "rules" / "initial.json"


class RulesError(ValueError):
    """What forbids the action, in one sentence; `findings` say more when there are any."""

    def __init__(self, sentence: str, findings: tuple[Finding, ...] = ()):
        super().__init__(sentence)
        self.findings = findings


@transaction.atomic
def save_entry(entry: Entry) -> None:
    """Saves a text of the catalogue with its HTML, and tells the search about it."""
    entry.body_html = rendering.render(entry)
    entry.full_clean()
    renamed = entry.pk and type(entry).objects.filter(pk=entry.pk).exclude(slug=entry.slug).exists()
    entry.save()
    if renamed:
        rendering.render_everything()
    if "purpose" in vars(entry) or "for_whom" in vars(entry):
        if entry.published:
            search.publish([document_of(entry)])
        else:
            search.withdraw([key_of(entry)])


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
    """A draft with the rules of `parent` over today's catalogue."""
    return _new_draft(loads(parent.canonical), parent=parent, note=note)


def import_draft(*, text: str, note: str = "") -> RuleSet:
    """A draft from canonical JSON, over today's catalogue. Raises `RuleError`."""
    return _new_draft(loads(text), parent=RuleSet.objects.in_force().first(), note=note)


@transaction.atomic
def _new_draft(rules: Rules, *, parent: RuleSet | None, note: str = "", **fields) -> RuleSet:
    last = RuleSet.objects.select_for_update().order_by("-version").first()
    version = (last.version if last else 0) + 1
    row = RuleSet(version=version, parent=parent, note=note, **fields)
    return _write(row, with_catalogue(rules))


def _write(row: RuleSet, rules: Rules) -> RuleSet:
    rules = replace(rules, version=row.version)
    row.canonical, row.sha256 = dumps(rules), sha256(rules)
    row.save()
    return row


@transaction.atomic
def save_draft(*, draft: RuleSet, rules: Rules, note: str | None = None) -> RuleSet:
    """Writes the rules of a draft. Raises `RulesError` when it is no longer a draft."""
    row = RuleSet.objects.select_for_update().get(pk=draft.pk)
    if row.status != RuleSet.Status.DRAFT:
        raise RulesError("Questa versione è già stata pubblicata: non si può più cambiare.")
    if note is not None:
        row.note = note
    return _write(row, with_catalogue(rules))


def changes_against_force(draft: RuleSet) -> VersionDiff | None:
    """Whom the draft moves, weighted by the real profiles; None when nothing is in force."""
    current = RuleSet.objects.in_force().first()
    if current is None or current.pk == draft.pk:
        return None
    return diff(loads(current.canonical), loads(draft.canonical), real_profiles())


def real_profiles() -> Counter:
    """How many times each profile was really submitted."""
    profiles = Recommendation.objects.values_list("profile", flat=True)
    return Counter(frozenset(profile.items()) for profile in profiles.iterator())


@transaction.atomic
def publish(*, draft: RuleSet, actor, acknowledged: bool = False) -> RuleSet:
    """Puts a draft in force. Refused with blocking findings, or with changes not acknowledged."""
    rows = {row.pk: row for row in RuleSet.objects.select_for_update().order_by("pk")}
    row = rows[draft.pk]
    if row.status != RuleSet.Status.DRAFT:
        raise RulesError("Si pubblica solo una bozza.")
    _check_publishable(row, acknowledged)
    return _put_in_force(row, rows.values(), actor)


def _check_publishable(row: RuleSet, acknowledged: bool) -> None:
    report = verify(loads(row.canonical))
    if report.blocking:
        raise RulesError("La bozza non si può pubblicare.", report.blocking)
    changes = changes_against_force(row)
    if changes and changes.changed and not acknowledged:
        raise RulesError(
            f"Con questa bozza {changes.changed} profili cambiano percorso: confermate di averli "
            "visti prima di pubblicare."
        )


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
def roll_back(*, version: RuleSet, actor) -> RuleSet:
    """Puts an archived version back in force, as it was published."""
    rows = {row.pk: row for row in RuleSet.objects.select_for_update().order_by("pk")}
    row = rows[version.pk]
    if row.status != RuleSet.Status.ARCHIVED:
        raise RulesError("Si torna solo a una versione archiviata.")
    return _put_in_force(row, rows.values(), actor)


def discard_draft(*, draft: RuleSet) -> None:
    if draft.status != RuleSet.Status.DRAFT:
        raise RulesError("Si elimina solo una bozza: le versioni pubblicate restano.")
    draft.delete()


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
        first = _new_draft(given, parent=None, note="Regole iniziali", from_file=True)
        published = publish(draft=first, actor=None, acknowledged=True)
        return f"Regole pubblicate: versione {published.version}."
    draft = _new_draft(
        given,
        parent=RuleSet.objects.in_force().first(),
        note="Il file delle regole è cambiato",
        from_file=True,
    )
    return f"Il file delle regole è cambiato: bozza {draft.version} da rivedere."
