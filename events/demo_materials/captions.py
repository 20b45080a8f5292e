# SPDX-License-Identifier: AGPL-3.0-or-later
"""WebVTT, one cue a line, one after the other."""

from collections.abc import Sequence

READ_PER_SECOND = 15  # characters
SHORTEST = 2  # seconds


def captions_vtt(lines: Sequence[str]) -> bytes:
    blocks, start = ["WEBVTT"], 0
    for line in lines:
        words = " ".join(line.split()).replace("&", "&amp;").replace("<", "&lt;")
        words = words.replace(">", "&gt;")
        end = start + max(SHORTEST, round(len(words) / READ_PER_SECOND))
        blocks.append(f"{_clock(start)} --> {_clock(end)}\n{words}")
        start = end
    return ("\n\n".join(blocks) + "\n").encode()


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"
