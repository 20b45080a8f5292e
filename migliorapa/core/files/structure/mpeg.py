# SPDX-License-Identifier: AGPL-3.0-or-later
"""MP3: frames (ISO/IEC 11172-3 and 13818-3, layer III) from the first to the last byte."""

from . import DAMAGED, Unsafe
from .sniff import looks_like_markup

BITRATES = {  # kbit/s by index
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = (44100, 48000, 32000)
PADDING = 4096  # zeros that some programs leave between the tag and the first frame
FEWEST = 3  # frames: anything shorter is chance


def _frame_length(data, at: int) -> int:
    """Bytes of the frame that starts here; 0 where none does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bitrate in {0, 15} or rate == 3:
        return 0
    first = version == 3
    kbits = BITRATES[1 if first else 2][bitrate]
    hertz = RATES[rate] >> (0 if first else 1 if version == 2 else 2)
    return (144 if first else 72) * kbits * 1000 // hertz + (head[2] >> 1 & 1)


def _after_tag(data) -> int:
    if data[:3] != b"ID3":
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if data[5] & 0x10 else 0)


def check_mp3(data) -> None:
    """The last frame may be cut, as in a recording that was stopped."""
    at, frames = _after_tag(data), 0
    padding = data[at : at + PADDING]
    at += len(padding) - len(padding.lstrip(b"\0"))
    while length := _frame_length(data, at):
        at, frames = at + length, frames + 1
    rest = data[at:]
    is_tag = (rest[:3] == b"TAG" and len(rest) == 128) or rest[:8] == b"APETAGEX"
    if frames < FEWEST or looks_like_markup(rest) or not (is_tag or not rest.strip(b"\0")):
        raise Unsafe(DAMAGED)
