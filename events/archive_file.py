# SPDX-License-Identifier: AGPL-3.0-or-later
"""The materials of an event as one zip, written while it is sent: no file is whole in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from migliorapa.core import files
from migliorapa.core.files.storing import place

from . import material_words
from .models import Event, Material, MaterialVersion
from .proceedings_page import Piece

PIECE = 256 * 1024
README = "LEGGIMI.txt"
EARLIEST = 1980  # what the format can say


@dataclass(frozen=True)
class Member:
    name: str
    stored: str
    version: MaterialVersion


class _Sink:
    """Takes what `zipfile` writes and gives it away; it cannot go back."""

    def __init__(self):
        self.parts, self.written = [], 0

    def write(self, data) -> int:
        self.parts.append(bytes(data))
        self.written += len(data)
        return len(data)

    def tell(self) -> int:
        return self.written

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def members(pieces: Iterable[Piece]) -> list[Member]:
    """Files that are on disk; a number before each name keeps order and tells twins apart."""
    found = []
    for number, piece in enumerate(pieces, 1):
        version = piece.version
        if not version or not version.stored or piece.is_missing:
            continue
        name = files.safe_filename(f"{number:02} {version.filename}")
        found.append(Member(name, version.stored, version))
        if version.captions and files.exists(version.captions):
            stem = name.rpartition(".")[0] or name
            found.append(Member(f"{stem} sottotitoli.vtt", version.captions, version))
    return found


def stream(event: Event, pieces: list[Piece], found: list[Member]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_info(README, timezone.now()), readme(event, pieces, found))
        for member in found:
            yield from _write(archive, sink, member)
    yield sink.take()


def _write(archive, sink: _Sink, member: Member) -> Iterator[bytes]:
    info = _info(member.name, member.version.created)
    try:
        source = place(member.stored).open("rb")
    except FileNotFoundError:
        return  # taken away since the list was made
    with source, archive.open(info, "w", force_zip64=True) as target:
        while part := source.read(PIECE):
            target.write(part)
            yield sink.take()


def _info(name: str, moment) -> zipfile.ZipInfo:
    local = timezone.localtime(moment)
    info = zipfile.ZipInfo(name, (max(local.year, EARLIEST), *local.timetuple()[1:6]))
    info.external_attr = 0o644 << 16
    return info


def readme(event: Event, pieces: Iterable[Piece], found: Iterable[Member]) -> str:
    names = {}
    for member in found:
        names.setdefault(member.version.pk, []).append(member.name)
    head = [event.title, "", material_words.event_citation(event, _page(event)), ""]
    blocks = [_block(piece, names) for piece in pieces]
    return "\r\n".join([*head, *(line for block in blocks for line in [*block, ""])])


def _page(event: Event) -> str:
    return settings.SITE_URL + event.get_absolute_url()


def _block(piece: Piece, names: dict[int, list[str]]) -> Iterator[str]:
    material, version = piece.material, piece.version
    yield material.title
    if material.authors:
        yield f"Autori: {material.authors}"
    yield f"Licenza: {Material.Licence(material.licence).label} {piece.licence_address}".strip()
    yield f"Indirizzo: {settings.SITE_URL}{material.get_absolute_url()}"
    if version is None:
        return
    if version.url:
        yield f"Collegamento: {version.url}"
    elif version.pk in names:
        yield f"File: {', '.join(names[version.pk])}"
        yield f"SHA-256: {version.sha256}"
    else:
        yield "File: in questo momento non si trova."
