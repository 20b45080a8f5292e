# SPDX-License-Identifier: AGPL-3.0-or-later
"""PNG and JPEG: few enough pixels, whole, nothing after the end, and no data on who took them."""

import re
import struct
import zlib
from collections.abc import Iterator

from . import DAMAGED, Unsafe
from .sniff import looks_like_markup

PIXELS = 40_000_000
LARGE = (
    "L'immagine ha troppi punti: il massimo è 40 milioni, per esempio 8000 per 5000. "
    "Riducetela e riprovate."
)
MIXED = "Dopo la fine dell'immagine ci sono altri dati. Salvatela di nuovo e riprovate."
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP",
    b"sBIT", b"bKGD", b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.S)


def check(kind: str, path: str) -> None:
    """Decodes all pixels: for a process with limits."""
    from PIL import Image

    with open(path, "rb") as file:
        data = file.read()
    width, height = size(kind, data)
    if width * height > PIXELS:
        raise Unsafe(LARGE)
    clean(kind, data)
    Image.MAX_IMAGE_PIXELS = None  # counted above, before Pillow opens anything
    with Image.open(path, formats=[kind.upper()]) as picture:
        picture.load()


def size(kind: str, data: bytes) -> tuple[int, int]:
    if kind == "png":
        for name, body in _chunks(data):
            if name == b"IHDR":
                return struct.unpack(">II", body[:8])
    for code, body in _segments(data)[0]:
        if code in SIZES:
            height, width = struct.unpack(">HH", body[5:9])
            return width, height
    raise Unsafe(DAMAGED)


def clean(kind: str, data: bytes) -> bytes:
    """The same pixels without place, device, author and comments; only the turn is kept."""
    try:
        return _clean_png(data) if kind == "png" else _clean_jpeg(data)
    except (struct.error, IndexError) as error:
        raise Unsafe(DAMAGED) from error


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(PNG):
        raise Unsafe(DAMAGED)
    at, name = len(PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if struct.unpack_from(">I", data, at + 8 + length)[0] != zlib.crc32(name + body):
            raise Unsafe(DAMAGED)
        yield name, body
        at += 12 + length
    if data[at:]:
        raise Unsafe(MIXED)


def _clean_png(data: bytes) -> bytes:
    out = [PNG]
    for name, body in _chunks(data):
        if name == b"eXIf":
            body = _only_turn(body)
        if name in PNG_KEPT or (name == b"eXIf" and body):
            crc = zlib.crc32(name + body)
            out.append(struct.pack(">I4s", len(body), name) + body + struct.pack(">I", crc))
    return b"".join(out)


def _segments(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """(marker, body) of each segment, with the pixels that follow it; what is after the end."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise Unsafe(DAMAGED)
    found, at = [], 2
    while True:
        if data[at] != 0xFF:
            raise Unsafe(DAMAGED)
        code = data[at + 1]
        if code == 0xFF:  # fill byte
            at += 1
            continue
        if code == 0xD9:
            return found, data[at + 2 :]
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if code == 0xDA:
            following = NEXT_MARKER.search(data, end)
            if not following:
                raise Unsafe(DAMAGED)
            found.append((code, data[at + 2 : following.end() - 2]))
            at = following.end() - 2
        else:
            found.append((code, data[at + 2 : end]))
            at = end


def _clean_jpeg(data: bytes) -> bytes:
    """Phones append previews after the end: they are cut. Anything else there is refused."""
    segments, tail = _segments(data)
    if looks_like_markup(tail.lstrip(b"\0\r\n ")) or b"PK\x03\x04" in tail or b"%PDF-" in tail:
        raise Unsafe(MIXED)
    out = [b"\xff\xd8"]
    for code, body in segments:
        if code == 0xE1 and body[2:8] == b"Exif\0\0":
            turn = _only_turn(body[8:])
            body = struct.pack(">H", len(turn) + 8) + b"Exif\0\0" + turn if turn else b""
        elif not _is_needed(code, body):
            body = b""
        out += [bytes([0xFF, code]), body] if body else []
    return b"".join([*out, b"\xff\xd9"])


def _is_needed(code: int, body: bytes) -> bool:
    """Pixels and colours: JFIF, ICC profile and Adobe's mark among the application segments."""
    if code == 0xE2:
        return body[2:].startswith(b"ICC_PROFILE\0")
    if code == 0xE0:
        return body[2:].startswith(b"JFIF\0")
    return code == 0xEE or not (0xE0 <= code <= 0xEF or code == 0xFE)


def _only_turn(tiff: bytes) -> bytes:
    """An EXIF block with the orientation alone; empty where there is none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0]
        entries = struct.unpack_from(f"{order}H", tiff, start)[0]
        for index in range(entries):
            entry = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * index)
            if entry[0] == 0x0112 and 2 <= entry[3] <= 8:
                return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, entry[3], 0, 0)
    except struct.error:
        pass
    return b""
