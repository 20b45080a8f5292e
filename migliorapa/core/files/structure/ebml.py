# SPDX-License-Identifier: AGPL-3.0-or-later
"""WebM: elements of EBML (RFC 8794), walked without decoding what is in them."""

from collections.abc import Iterator

from . import DAMAGED, Unsafe

HEADER, DOCTYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
VOID, CRC = 0xEC, 0xBF
IN_SEGMENT = {
    CLUSTER, VOID, CRC,
    0x114D9B74,  # SeekHead
    0x1549A966,  # Info
    0x1654AE6B,  # Tracks
    0x1C53BB6B,  # Cues
    0x1043A770,  # Chapters
    0x1254C367,  # Tags
}  # fmt: skip
IN_CLUSTER = {VOID, CRC, 0xE7, 0xA7, 0xAB, 0xA3, 0xA0, 0xAF}


def _number(data, at: int, *, marked: bool) -> tuple[int, int]:
    """A variable-length number and its length in bytes; `marked` keeps the length marker."""
    first = data[at]
    length = 9 - first.bit_length()
    if length > 8 or at + length > len(data):
        raise Unsafe(DAMAGED)
    value = int.from_bytes(data[at : at + length])
    return (value if marked else value & ((1 << 7 * length) - 1)), length


def _element(data, at: int) -> tuple[int, int, int | None]:
    """(identifier, where the content starts, where it ends or None when it does not say)."""
    name, name_length = _number(data, at, marked=True)
    size, size_length = _number(data, at + name_length, marked=False)
    start = at + name_length + size_length
    unknown = size == (1 << 7 * size_length) - 1
    return name, start, None if unknown else start + size


def _known(data, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    while at < end:
        name, start, stop = _element(data, at)
        if stop is None or stop > end:
            raise Unsafe(DAMAGED)
        yield name, start, stop
        at = stop


def check_webm(data) -> None:
    name, start, end = _element(data, 0)
    if name != HEADER or end is None:
        raise Unsafe(DAMAGED)
    types = [data[s:e] for name, s, e in _known(data, start, end) if name == DOCTYPE]
    if [each.rstrip(b"\0") for each in types] != [b"webm"]:
        raise Unsafe(DAMAGED)
    name, at, stop = _element(data, end)
    if name != SEGMENT or stop not in {None, len(data)}:
        raise Unsafe(DAMAGED)
    _check_segment(data, at)


def _check_segment(data, at: int) -> None:
    """A cluster written live has no size: its blocks are then walked as if they lay outside."""
    allowed, clusters = IN_SEGMENT, 0
    while at < len(data):
        name, start, end = _element(data, at)
        if name not in allowed or (end is None and name != CLUSTER) or (end or 0) > len(data):
            raise Unsafe(DAMAGED)
        allowed = IN_SEGMENT | (IN_CLUSTER if end is None or name in IN_CLUSTER else set())
        clusters += name == CLUSTER
        at = start if end is None else end
    if not clusters:
        raise Unsafe(DAMAGED)
