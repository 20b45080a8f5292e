# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads content files as often as one likes, and never over what staff edited."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import frontmatter
import yaml
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from ..models import LoadedFile
from .kind import Content, Kind

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BAD_CONTENT = (yaml.YAMLError, ValueError, KeyError, TypeError, ValidationError, ObjectDoesNotExist)


@dataclass
class Report:
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.created + other.created,
            self.updated + other.updated,
            self.kept + other.kept,
            self.deleted + other.deleted,
            self.unchanged + other.unchanged,
        )


class ContentError(ValueError):
    """A content file that cannot be loaded; says which and why."""


def _in_italian(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"non è YAML valido alla riga {mark.line + 1}, colonna {mark.column + 1}."
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, KeyError):
        return f"manca la chiave {error}."
    if isinstance(error, ObjectDoesNotExist):
        return "nomina qualcosa che non c'è."
    return str(error)


def digest(content: Content) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def items(kind: Kind, folder: FilePath) -> Iterator[tuple[str, str, Content, str]]:
    """Name, raw text, front matter and body of each item of a kind."""
    return _rows_of_file(kind, folder) if kind.file else _files(kind, folder)


def _files(kind: Kind, folder: FilePath) -> Iterator[tuple[str, str, Content, str]]:
    for file in sorted((folder / kind.folder).glob("*.md")):
        raw = file.read_text(encoding="utf-8")
        name = f"{kind.folder}/{file.name}"
        try:
            post = frontmatter.loads(raw)
        except yaml.YAMLError as error:
            raise ContentError(f"«{name}»: {_in_italian(error)}") from error
        yield name, raw, post.metadata, post.content


def _rows_of_file(kind: Kind, folder: FilePath) -> Iterator[tuple[str, str, Content, str]]:
    file = folder / kind.file
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    for row in yaml.load(text, Loader=Loader) or []:
        yield f"{kind.folder}/{row['slug']}", json.dumps(row, sort_keys=True), row, ""


def _row_of(kind: Kind, item: tuple):
    wanted = kind.wanted(item[2], item[3])
    return kind.model.objects.filter(**{kind.key: wanted[kind.key]}).first()


def _load(kind: Kind, item: tuple, loaded: dict[str, LoadedFile], report: Report) -> None:
    name, raw, meta, body = item
    file_sha = hashlib.sha256(raw.encode()).hexdigest()
    wanted = kind.wanted(meta, body)
    row = kind.model.objects.filter(**{kind.key: wanted[kind.key]}).first()
    known = loaded.get(name)
    current = digest(kind.read(row)) if row else ""
    if known and row is None:
        report.deleted.append(name)
        return
    if known and current != known.row_sha256:
        if known.file_sha256 != file_sha:
            report.kept.append(name)
        return
    if current == digest(wanted):
        report.unchanged += 1
    else:
        (report.updated if row else report.created).append(name)
        row = row or kind.model()
        kind.write(row, wanted)
        current = digest(kind.read(row))
    if known is None or (known.file_sha256, known.row_sha256) != (file_sha, current):
        values = {"file_sha256": file_sha, "row_sha256": current}
        LoadedFile.objects.update_or_create(name=name, defaults=values)


@transaction.atomic
def load(kinds: Iterable[Kind], folder: FilePath, *, restore: str = "") -> Report:
    """Creates and updates rows from files; rows edited or deleted by staff are left alone.

    `restore` names the file of a deleted row that should come back. Raises `ContentError`, and
    then nothing at all is loaded.
    """
    report, name = Report(), ""
    loaded = LoadedFile.objects.in_bulk(field_name="name")
    try:
        for kind in kinds:
            for item in items(kind, folder):
                name = item[0]
                if name == restore and not _row_of(kind, item):
                    loaded.pop(name, None)
                _load(kind, item, loaded, report)
    except ContentError:
        raise
    except BAD_CONTENT as error:
        raise ContentError(f"«{name}»: {_in_italian(error)}") from error
    return report
