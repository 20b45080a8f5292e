# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kept files: random names under MEDIA_ROOT, whole or not there at all."""

import hashlib
import logging
import os
import re
import tempfile
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from .admitted import EVERYTHING, KINDS, Admitted
from .examination import NO_ROOM, Examined, Refused, examine, on_disk, pieces

logger = logging.getLogger(__name__)
UNFINISHED = ".unfinished-"
ABANDONED = 3600  # seconds; no upload takes as long to be copied
FOLDER = re.compile(r"[a-z][a-z0-9_-]*")
STORED = re.compile(rf"{FOLDER.pattern}/[0-9a-f]{{2}}/[0-9a-f]{{32}}\.[a-z0-9]{{3,4}}")


def keep(upload, folder: str, *, allowed: Admitted = EVERYTHING) -> str:
    """The stored name, relative to MEDIA_ROOT. Raises `Refused`, also on a full disk."""
    if not FOLDER.fullmatch(folder):
        raise ValueError(f"not a folder for uploads: {folder!r}")
    examined = getattr(upload, "examined", None)
    if examined is None or examined.kind not in allowed:
        examined = examine(upload, allowed=allowed)
    name = uuid.uuid4().hex
    stored = f"{folder}/{name[:2]}/{name}.{examined.extension}"
    try:
        with on_disk(upload) as path:
            _write(_root() / stored, pieces(path, KINDS[examined.kind]), examined)
    except OSError as error:
        logger.exception("upload not kept")
        raise Refused(NO_ROOM, "storage") from error
    return stored


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _write(path: Path, parts: Iterable[bytes], examined: Examined) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as out:
            for part in parts:
                digest.update(part)
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != examined.sha256:
            raise OSError("what was written is not what was examined")
        os.chmod(unfinished, 0o640)
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise


def place(stored_name: str) -> Path | None:
    """None for a name that `keep` never gave."""
    return _root() / stored_name if STORED.fullmatch(stored_name) else None


def exists(stored_name: str) -> bool:
    path = place(stored_name)
    return bool(path and path.is_file())


def remove(stored_name: str) -> None:
    path = place(stored_name)
    if path:
        path.unlink(missing_ok=True)


def sweep() -> int:
    """Removes what killed processes left half written; gives how many."""
    before = time.time() - ABANDONED
    found = 0
    for path in _root().glob(f"*/*/{UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                found += 1
    return found
