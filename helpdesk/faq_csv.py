# SPDX-License-Identifier: AGPL-3.0-or-later
"""FAQ out of rows of a CSV file: all of them, or none and the reason."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from .actions import faqs
from .models import Faq

REQUIRED = ("code", "question", "answer")
LISTS = ("also_asked", "topics", "steps", "tools", "deep_dives")
COLUMNS = (*REQUIRED, "body", "slug", *LISTS, "status", "reviewed")
STATUSES = {"draft": Faq.Status.DRAFT, "published": Faq.Status.PUBLISHED}


class CsvError(ValueError):
    """Carries a sentence that names the line."""


def _values(row: Mapping[str, str]) -> dict:
    if None in row:
        raise ValueError("ha più celle dell'intestazione")
    if any("\0" in (value or "") for value in row.values()):
        raise ValueError("contiene un carattere nullo")
    text = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in REQUIRED:
        if not text[name]:
            raise ValueError(f"manca «{name}»")
    values = {name: text[name] for name in (*REQUIRED, "body")}
    values |= {name: [v.strip() for v in text[name].split("|") if v.strip()] for name in LISTS}
    status = text["status"] or "published"
    if status not in STATUSES:
        raise ValueError(f"status ammette {' oppure '.join(STATUSES)}, non «{status}»")
    values["status"] = STATUSES[status]
    try:
        values["reviewed"] = date.fromisoformat(text["reviewed"]) if text["reviewed"] else None
    except ValueError:
        raise ValueError(f"reviewed vuole AAAA-MM-GG, non «{text['reviewed']}»")
    return values | {"slug": text["slug"]}


def _slug(wanted: str, values: dict, taken: set[str]) -> str:
    """Stable and unique: the one asked for, else from the question, with the code if taken."""
    slug = slugify(wanted or values["question"])[:80].strip("-") or slugify(values["code"])
    return f"{slug}-{slugify(values['code'])}"[:100] if slug in taken else slug


def _read(rows: Iterable[Mapping[str, str]]) -> list[tuple[int, dict]]:
    read, seen = [], {}
    for line, row in enumerate(rows, 2):
        if missing := [name for name in REQUIRED if name not in row]:
            raise CsvError(f"Nell'intestazione manca: {', '.join(missing)}.")
        if unknown := [name for name in row if name is not None and name not in COLUMNS]:
            raise CsvError(f"Colonne sconosciute: {', '.join(map(str, unknown))}.")
        try:
            values = _values(row)
        except ValueError as error:
            raise CsvError(f"Riga {line}: {error}.")
        if values["code"] in seen:
            raise CsvError(f"Riga {line}: il codice è già alla riga {seen[values['code']]}.")
        seen[values["code"]] = line
        read.append((line, values))
    return read


@transaction.atomic
def import_faqs(rows: Iterable[Mapping[str, str]]) -> tuple[int, int]:
    """How many were created and updated. Raises CsvError, and then nothing is imported."""
    read = _read(rows)
    known = Faq.objects.in_bulk([values["code"] for _, values in read], field_name="code")
    taken = set(Faq.objects.values_list("slug", flat=True))
    fresh, old = [], []
    for line, values in read:
        faq = known.get(values["code"])
        wanted = values.pop("slug")
        if faq is None:
            faq = Faq(slug=_slug(wanted, values, taken))
            taken.add(faq.slug)
        for name, value in values.items():
            setattr(faq, name, value)
        try:
            faq.clean_fields(exclude=["body_html", "author", "approved_by", "owner", "born_at"])
        except ValidationError as error:
            raise CsvError(f"Riga {line}: {' '.join(error.messages)}")
        (old if faq.pk else fresh).append(faq)
    Faq.objects.bulk_create(fresh, batch_size=500)
    fields = [*REQUIRED, "body", *LISTS, "status", "reviewed"]
    Faq.objects.bulk_update(old, fields, batch_size=500)
    faqs.refresh_all([*fresh, *old])
    return len(fresh), len(old)
