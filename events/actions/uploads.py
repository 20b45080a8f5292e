# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of the proceedings: examined, kept and read before a row tells of them."""

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from migliorapa.core import files

from ..models import Material, MaterialVersion

FOLDER = "atti"
ABANDONED = timedelta(days=1)  # no form stays open as long with its file already kept


@dataclass(frozen=True)
class Kept:
    """A file on disk that no row knows yet."""

    stored: str
    filename: str
    kind: str
    mimetype: str
    size: int
    sha256: str
    scanned: bool
    text: str = ""


def admitted(kind: str) -> files.Admitted | None:
    """What a material of this kind may be; None for what is a link and nothing else."""
    if kind == Material.Kind.LINK:
        return None
    return files.MEDIA if kind == Material.Kind.RECORDING else files.DOCUMENTS | files.IMAGES


def examine(upload, kind: str) -> files.Examined:
    """Raises `files.Refused`."""
    allowed = admitted(kind)
    if allowed is None:
        raise files.Refused("Un collegamento non ha file: scrivete l'indirizzo.", "kind")
    return files.examine(upload, allowed=allowed)


def keep(upload, allowed: files.Admitted) -> Kept:
    """Outside any transaction: reading the words of a file may take seconds."""
    examined = files.examine(upload, allowed=allowed)
    stored = files.keep(upload, FOLDER, allowed=allowed)
    return Kept(
        stored=stored,
        filename=files.safe_filename(upload.name),
        kind=examined.kind,
        mimetype=examined.mimetype,
        size=examined.size,
        sha256=examined.sha256,
        scanned=examined.scanned,
        text=files.extract_text(stored, examined.kind),
    )


def keep_for(upload, kind: str) -> Kept:
    allowed = admitted(kind)
    if allowed is None:
        raise ValidationError("Un collegamento non ha file: scrivete l'indirizzo.")
    return keep(upload, allowed)


def discard(*kept: Kept | None) -> None:
    for each in kept:
        if each:
            files.remove(each.stored)


def remove_after_commit(*stored: str) -> None:
    """So that a change that is undone keeps its files."""
    names = [name for name in stored if name]
    if names:
        transaction.on_commit(lambda: [files.remove(name) for name in names])


def sweep() -> int:
    """Scheduled: removes files that no version names, left by transactions that were undone."""
    before = time.time() - ABANDONED.total_seconds()
    known = set()
    for pair in MaterialVersion.objects.values_list("stored", "captions"):
        known.update(pair)
    root, found = Path(settings.MEDIA_ROOT), 0
    for path in root.glob(f"{FOLDER}/*/*"):
        name = path.relative_to(root).as_posix()
        if name not in known and path.is_file() and path.stat().st_mtime < before:
            files.remove(name)
            found += 1
    return found
