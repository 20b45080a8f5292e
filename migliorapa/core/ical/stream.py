# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole calendar: a frame around components that may have been written long before."""

from collections.abc import Iterable
from datetime import timedelta

from .text import escape, fold, one_line
from .zone import TZID, VTIMEZONE

METHODS = ("", "PUBLISH", "REQUEST", "CANCEL")

PRODUCT = "-//MiglioraPA//Eventi//IT"


def calendar(
    vevents: Iterable[str],
    *,
    name: str = "",
    method: str = "",
    refresh: timedelta | None = None,
) -> str:
    """`refresh` tells subscribers how often to come back; whole minutes count."""
    if method not in METHODS:
        raise ValueError(f"Metodo sconosciuto: «{method}».")
    head = [f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\n"]
    if method:
        head.append(f"METHOD:{method}\r\n")
    if name:
        shown = escape(one_line(name))
        head += [fold(f"NAME:{shown}"), fold(f"X-WR-CALNAME:{shown}")]
    if refresh:
        every = f"PT{max(1, refresh // timedelta(minutes=1))}M"
        head += [f"REFRESH-INTERVAL;VALUE=DURATION:{every}\r\n", f"X-PUBLISHED-TTL:{every}\r\n"]
    head += [f"X-WR-TIMEZONE:{TZID}\r\n", VTIMEZONE]
    return "".join((*head, *vevents, "END:VCALENDAR\r\n"))
