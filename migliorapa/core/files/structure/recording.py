# SPDX-License-Identifier: AGPL-3.0-or-later
"""Video and audio: the boxes, pages or frames follow one another to the end of the file."""

import mmap
import struct
from collections.abc import Iterator

from . import DAMAGED, Unsafe, ebml, mpeg

OTHER_KIND = "Il contenuto non è quello che l'estensione dice. Esportatelo di nuovo e riprovate."
BRANDS = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"mp71", b"avc1",
    b"dash", b"M4V ", b"M4A ", b"MSNV",
}  # fmt: skip
BOXES = {
    b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"moof", b"mfra", b"sidx",
    b"ssix", b"styp", b"udta", b"meta", b"pdin", b"emsg", b"prft",
}  # fmt: skip
CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")


def check(kind: str, path: str) -> None:
    walk = {"mp4": _mp4, "webm": ebml.check_webm, "ogg": _ogg, "mp3": mpeg.check_mp3}[kind]
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            walk(data)
        except (struct.error, IndexError) as error:
            raise Unsafe(DAMAGED) from error


def _boxes(data) -> Iterator[tuple[bytes, int]]:
    """(type, where its content starts) of the outermost boxes; sizes must fill the file."""
    at = 0
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        header = 8
        if length == 1:
            length, header = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif length == 0:
            length = len(data) - at
        if name not in BOXES or length < header or at + length > len(data):
            raise Unsafe(DAMAGED)
        yield name, at + header
        at += length


def _mp4(data) -> None:
    boxes = list(_boxes(data))
    names = [name for name, _ in boxes]
    if names[0] != b"ftyp" or data[8:12] not in BRANDS:
        raise Unsafe(OTHER_KIND)
    if b"moov" not in names or not {b"mdat", b"moof"} & set(names):
        raise Unsafe(DAMAGED)


def _ogg(data) -> None:
    at, pages = 0, 0
    while at < len(data):
        if data[at : at + 5] != b"OggS\0":
            raise Unsafe(DAMAGED)
        segments = data[at + 26]
        content = at + 27 + segments
        end = content + sum(data[at + 27 : content])
        if end > len(data):
            raise Unsafe(DAMAGED)
        if not pages and not data[content:end].startswith(CODECS):
            raise Unsafe(OTHER_KIND)
        at, pages = end, pages + 1
