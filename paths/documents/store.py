# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents kept on disk: made once for each text, under a name that tells their content."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from ..rendering import Addresses
from .convert import convert
from .pandoc import PandocFailed
from .parts import Part

WAIT = 30  # seconds for another process that is making the same document
UNFINISHED = ".unfinished-"


class DocumentUnavailable(RuntimeError):
    """The document cannot be made or kept now: full or read-only disk, or pandoc failed."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "documents"


def place(part: Part, extension: str) -> Path:
    return folder() / f"{part.code}-{part.digest}.{extension}"


def size(part: Part, extension: str) -> int | None:
    """Bytes, or None while the document has not been made."""
    try:
        return place(part, extension).stat().st_size
    except OSError:
        return None


def read(part: Part, extension: str) -> bytes:
    """The document, made now if it is missing. Raises `DocumentUnavailable`."""
    path = place(part, extension)
    try:
        with suppress(FileNotFoundError):
            return path.read_bytes()
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.parent / f".{part.code}.lock"):
            if not path.exists():
                _write(path, convert(part.markdown(Addresses()), extension, part.labels))
        return path.read_bytes()
    except (OSError, PandocFailed) as error:
        raise DocumentUnavailable(f"{path.name}: {error}") from error


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time makes the documents of a tool; `TimeoutError` is an `OSError`."""
    with lock.open("w") as handle:
        until = time.monotonic() + WAIT
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TimeoutError("another process holds the lock") from None
                time.sleep(0.05)
        yield


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also on a disk that fills up meanwhile."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def sweep(kept: set[Path]) -> int:
    """Removes documents of texts that are no longer in the catalogue; gives their number."""
    old = [
        path
        for path in folder().iterdir()
        if path not in kept and (path.suffix in {".odt", ".docx"} or _abandoned(path))
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _abandoned(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return path.name.startswith(UNFINISHED) and path.stat().st_mtime < time.time() - 3600
    return False
