# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads `paths/content` as often as one likes, and never over what staff edited."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import frontmatter
import yaml
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from ..models import LoadedFile
from .kinds import KINDS, Content, Kind

BAD_CONTENT = (yaml.YAMLError, ValueError, KeyError, TypeError, ValidationError, ObjectDoesNotExist)
FOLDER = FilePath(__file__).resolve().parents[1] / "content"


@dataclass
class Report:
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)


class ContentError(ValueError):
    """A content file that cannot be loaded; says which and why."""


def digest(content: Content) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _files(kind: Kind, folder: FilePath) -> Iterator[tuple[str, str, Content, str]]:
    """Name, raw text, front matter and body of each item of a kind."""
    for file in sorted((folder / kind.folder).glob("*.md")):
        raw = file.read_text(encoding="utf-8")
        post = frontmatter.loads(raw)
        yield f"{kind.folder}/{file.name}", raw, post.metadata, post.content


def _glossary(folder: FilePath) -> Iterator[tuple[str, str, Content, str]]:
    """The glossary is one file: a term is small, and is best read among the others."""
    file = folder / "glossary.yaml"
    for term in yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []:
        yield f"glossary/{term['slug']}", json.dumps(term, sort_keys=True), term, ""


def _load(kind: Kind, name: str, raw: str, wanted: Content, report: Report) -> None:
    file_sha = hashlib.sha256(raw.encode()).hexdigest()
    row = kind.model.objects.filter(**{kind.key: wanted[kind.key]}).first()
    known = LoadedFile.objects.filter(name=name).first()
    current = digest(kind.read(row)) if row else ""
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
    values = {"file_sha256": file_sha, "row_sha256": digest(kind.read(row))}
    LoadedFile.objects.update_or_create(name=name, defaults=values)


@transaction.atomic
def load_content(folder: FilePath = FOLDER) -> Report:
    """Creates and updates rows from files; rows edited or deleted by staff are left alone.

    Raises `ContentError`, and then nothing at all is loaded.
    """
    report, name = Report(), ""
    try:
        for kind in KINDS:
            items = _files(kind, folder) if kind.folder else _glossary(folder)
            for name, raw, meta, body in items:
                _load(kind, name, raw, kind.wanted(meta, body), report)
    except BAD_CONTENT as error:
        raise ContentError(f"Dopo o dentro «{name}»: {error}") from error
    return report
