# SPDX-License-Identifier: AGPL-3.0-or-later
"""FAQ out of rows of a CSV file: all of them, or none and the reason.

What people edited or decided on the site is replaced only for who asks for it, and keeps its
status: whether it is public is decided there.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from ..faq.csv_rows import TEXTS, CsvError, read
from ..models import Faq, FaqOrigin
from . import faqs
from .faq_check import FIELDS, check_saved

IMPORTED = "import_faq"  # why, in the history
NOT_OURS = ["body_html", "author", "approved_by", "owner", "born_at"]


@dataclass
class Imported:
    created: list[Faq] = field(default_factory=list)
    updated: list[Faq] = field(default_factory=list)
    unchanged: int = 0


def _slug(wanted: str, values: dict, taken: set[str]) -> str:
    """Stable and unique: the one asked for, else from the question, with the code if taken."""
    slug = slugify(wanted or values["question"])[:80].strip("-") or slugify(values["code"])
    return f"{slug}-{slugify(values['code'])}"[:100] if slug in taken else slug


def _last_changes(known: Iterable[Faq]) -> dict[int, Faq]:
    """The newest entry of the history of each, by its key; FAQ just imported have none."""
    rows = Faq.history.filter(id__in=[faq.pk for faq in known])
    newest = rows.order_by("id", "-history_date", "-history_id").distinct("id")
    return {row.id: row for row in newest}


def _is_of_people(faq: Faq, last) -> bool:
    """Edited, approved, withdrawn or born on the site. A file alone leaves no such traces."""
    decided = faq.status in (Faq.Status.IN_REVIEW, Faq.Status.WITHDRAWN)
    if decided or faq.author_id or faq.approved_by_id or faq.pending or faq.has_origins:
        return True
    by_hand = last and (last.history_user_id or last.history_type == "~")
    return bool(by_hand) and last.history_change_reason != IMPORTED


def _apply(line: int, faq: Faq, values: dict) -> None:
    for name, value in values.items():
        setattr(faq, name, value)
    try:
        faq.clean_fields(exclude=NOT_OURS)
        if faq.pk and faq.has_origins:
            check_saved(faq, {name: getattr(faq, name) for name in FIELDS})
    except ValidationError as error:
        raise CsvError(f"Riga {line}: {_told(error)}")


def _told(error: ValidationError) -> str:
    """With the column, where the sentence is about one."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"«{name}»: {' '.join(said)}" for name, said in error.message_dict.items())


def _say_contested(contested: list[tuple[int, str]]) -> None:
    if not contested:
        return
    named = ", ".join(f"{code} (riga {line})" for line, code in contested)
    raise CsvError(
        f"Il file cambierebbe il testo di FAQ modificate o decise sul sito: {named}. Non è stato "
        "caricato nulla. Togliete quelle righe dal file. Oppure ripetete con --replace: il testo "
        "di prima resta tra le versioni."
    )


@transaction.atomic
def import_faqs(rows: Iterable[Mapping[str, str]], *, replace: bool = False) -> Imported:
    """Raises CsvError, and then nothing is imported. `replace`: also what people decided."""
    said = read(rows)
    locked = Faq.objects.select_for_update(of=("self",))
    locked = locked.annotate(has_origins=Exists(FaqOrigin.objects.filter(faq=OuterRef("pk"))))
    known = locked.in_bulk([values["code"] for _, values in said], field_name="code")
    last = _last_changes(known.values())
    taken = set(Faq.objects.values_list("slug", flat=True))
    made, before, contested = Imported(), [], []
    for line, values in said:
        faq, wanted = known.get(values["code"]), values.pop("slug")
        if faq is None:
            faq = Faq(slug=_slug(wanted, values, taken), status=Faq.Status.PUBLISHED)
            taken.add(faq.slug)
            _apply(line, faq, values)
            made.created.append(faq)
            continue
        is_of_people = _is_of_people(faq, last.get(faq.pk))
        if is_of_people:
            values = {name: value for name, value in values.items() if name in TEXTS}
        if all(getattr(faq, name) == value for name, value in values.items()):
            made.unchanged += 1
        elif is_of_people and not replace:
            contested.append((line, faq.code))
        else:
            if faq.pk not in last:
                before.append(copy(faq))
            _apply(line, faq, values)
            faq.author = faq.approved_by = None
            made.updated.append(faq)
    _say_contested(contested)
    _save(made, before)
    return made


def _save(made: Imported, before: list[Faq]) -> None:
    """`before`: what the updated ones said, for a history that has not told of them yet."""
    Faq.objects.bulk_create(made.created, batch_size=500)
    fields = [*TEXTS, "status", "reviewed", "author", "approved_by"]
    Faq.objects.bulk_update(made.updated, fields, batch_size=500)
    faqs.refresh_all([*made.created, *made.updated])
    for faq in before:
        faq._history_date = faq.published or faq.created
    for states in (before, made.updated):
        Faq.history.bulk_history_create(
            states, batch_size=500, update=True, default_change_reason=IMPORTED
        )
