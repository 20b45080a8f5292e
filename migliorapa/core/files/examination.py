# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file somebody sends, looked at before anything is done with it."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from . import antivirus, limited
from .admitted import DOCUMENTS, Admitted, Kind, megabytes
from .names import extension_of, safe_filename
from .structure import Unsafe, image, sniff

PIECE = 1024 * 1024
NO_ROOM = "Il file non si può conservare in questo momento: riprovate più tardi."


class Refused(ValidationError):
    """The file is not admitted; `str` of it is a sentence in Italian for the person."""

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Examined:
    """`size` and `sha256` are of the file as it will be kept: images lose their metadata.

    `scanned` is True only where an antivirus looked at the file and found nothing.
    """

    kind: str
    extension: str
    mimetype: str
    size: int
    sha256: str
    scanned: bool = False


def examine(upload, *, allowed: Admitted = DOCUMENTS) -> Examined:
    """Raises `Refused`. The answer is also left on the upload, where `keep` finds it."""
    name = safe_filename(upload.name or "")
    kind = _kind(name, allowed)
    _check_size(name, upload.size, allowed.limits[kind.name])
    with on_disk(upload) as path:
        _check_content(name, kind, path, allowed)
        scanned = _scan(name, path)
        size, sha256 = measure(pieces(path, kind))
    upload.examined = Examined(
        kind.name, extension_of(name), kind.mimetype, size, sha256, scanned=scanned
    )
    return upload.examined


def _kind(name: str, allowed: Admitted) -> Kind:
    extension = extension_of(name)
    kind = allowed.kind(extension)
    if kind:
        return kind
    told = f"i file .{extension} non si possono mandare" if extension else "manca l'estensione"
    raise Refused(f"«{name}»: {told}. {allowed.sentence}", code="kind")


def _check_size(name: str, size: int, limit: int) -> None:
    if not size:
        raise Refused(
            f"«{name}»: il file è vuoto. Controllate di aver scelto quello giusto.", "empty"
        )
    if size > limit:
        raise Refused(
            f"«{name}»: il file è troppo grande. Sono ammessi file fino a {megabytes(limit)}.",
            "size",
        )


def _check_content(name: str, kind: Kind, path: str, allowed: Admitted) -> None:
    with open(path, "rb") as file:
        seen = sniff.family(file.read(sniff.HEAD))
    if seen != kind.family:
        raise Refused(
            f"«{name}»: il contenuto non è quello di un file {kind.label}: "
            f"{sniff.HINTS[seen]}. {allowed.sentence}",
            "content",
        )
    try:
        limited.check(kind, path)
    except Unsafe as unsafe:
        raise Refused(f"«{name}»: {_lowered(str(unsafe))}", "content") from unsafe


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _scan(name: str, path: str) -> bool:
    try:
        return antivirus.scan(path)
    except antivirus.Infected as found:
        raise Refused(
            f"«{name}»: l'antivirus ha trovato un programma dannoso. Il file non è accettato.",
            "infected",
        ) from found
    except antivirus.Unavailable as failed:
        raise Refused(
            f"«{name}»: il controllo antivirus non risponde, perciò il file non è stato accettato. "
            "Riprovate più tardi.",
            "antivirus",
        ) from failed


@contextmanager
def on_disk(upload) -> Iterator[str]:
    """A path from which other processes can read the upload."""
    if hasattr(upload, "temporary_file_path"):
        yield upload.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile(prefix="migliorapa-upload-") as copy:
        try:
            for piece in upload.chunks():
                copy.write(piece)
            copy.flush()
        except OSError as error:
            raise Refused(NO_ROOM, "storage") from error
        upload.seek(0)
        yield copy.name


def pieces(path: str | os.PathLike, kind: Kind) -> Iterator[bytes]:
    """The file as it is kept."""
    if kind.family == "image":
        yield image.clean(kind.name, Path(path).read_bytes())
        return
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            yield piece


def measure(parts: Iterator[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for part in parts:
        size += len(part)
        digest.update(part)
    return size, digest.hexdigest()
