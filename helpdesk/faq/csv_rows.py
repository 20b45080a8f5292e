# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the rows of a CSV file say of FAQ: only the columns it has."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from ..models import Faq

REQUIRED = ("code", "question", "answer")
LISTS = ("also_asked", "topics", "steps", "tools", "deep_dives")
COLUMNS = (*REQUIRED, "body", "slug", *LISTS, "status", "reviewed")
TEXTS = (*REQUIRED, "body", *LISTS)
SEPARATORS = ",;\t"
STATUSES = {"draft": Faq.Status.DRAFT, "published": Faq.Status.PUBLISHED}


class CsvError(ValueError):
    """Carries a sentence that names the line."""


def rows_of(text: str) -> csv.DictReader:
    """Whatever separates the names of the columns, which are taken in any case."""
    header = text.removeprefix("\ufeff").partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or []]
    _check_columns(rows.fieldnames)
    return rows


def _check_columns(names: list[str]) -> None:
    said = []
    if missing := [name for name in REQUIRED if name not in names]:
        said.append(f"Nell'intestazione manca: {', '.join(missing)}.")
    if unknown := [name for name in names if name not in COLUMNS]:
        said.append(f"Colonne sconosciute: {', '.join(unknown)}.")
    if said:
        raise CsvError(f"{' '.join(said)} Colonne ammesse: {', '.join(COLUMNS)}.")


def _is_empty(row: Mapping[str, str]) -> bool:
    return not any(value and value.strip() for name, value in row.items() if name is not None)


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
    if text["status"] and text["status"] not in STATUSES:
        raise ValueError(f"status ammette {' oppure '.join(STATUSES)}, non «{text['status']}»")
    values["status"] = STATUSES.get(text["status"])
    try:
        values["reviewed"] = date.fromisoformat(text["reviewed"]) if text["reviewed"] else None
    except ValueError:
        raise ValueError(f"reviewed vuole AAAA-MM-GG, non «{text['reviewed']}»")
    said = {name: values[name] for name in TEXTS if name in row}
    said |= {name: values[name] for name in ("status", "reviewed") if values[name]}
    return said | {"slug": text["slug"]}


def read(rows: Iterable[Mapping[str, str]]) -> list[tuple[int, dict]]:
    """The number of each line, and what it says. Raises CsvError at the first wrong one."""
    told, seen = [], {}
    for line, row in enumerate(rows, 2):
        if _is_empty(row):
            continue
        try:
            values = _values(row)
        except ValueError as error:
            raise CsvError(f"Riga {line}: {error}.")
        if values["code"] in seen:
            raise CsvError(f"Riga {line}: il codice è già alla riga {seen[values['code']]}.")
        seen[values["code"]] = line
        told.append((line, values))
    return told
