# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spans joined and put into a text."""

import re
from collections.abc import Iterable

from .model import Kind, Span

PLACEHOLDER = re.compile(r"\[(?:" + "|".join(re.escape(kind.value) for kind in Kind) + r")\]")
STRONGEST = (
    *(Kind.EMAIL, Kind.LINK, Kind.IBAN, Kind.TAX_CODE, Kind.VAT, Kind.ADDRESS, Kind.PASSWORD),
    *(Kind.PROTOCOL, Kind.CASE, Kind.TENDER, Kind.BADGE, Kind.DOCUMENT, Kind.BIRTH, Kind.PHONE),
    *(Kind.IP, Kind.USER, Kind.PLATE, Kind.BODY, Kind.NAME, Kind.PLACE, Kind.OTHER),
)
RANK = {kind: rank for rank, kind in enumerate(STRONGEST)}


def merged(spans: Iterable[Span], text: str) -> list[Span]:
    """Overlapping spans become one, of the strongest kind: nothing found is lost.

    Names that only a space separates are one name; so are the lines of an address.
    """
    found: list[Span] = []
    for span in sorted(spans):
        last = found[-1] if found else None
        if last and (span.start < last.end or neighbours(last, span, text)):
            kind = min(last.kind, span.kind, key=RANK.__getitem__)
            found[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            found.append(span)
    return found


def neighbours(last: Span, span: Span, text: str) -> bool:
    between = text[last.end : span.start]
    if last.kind == span.kind == Kind.NAME:
        return between in ("", " ", "-")
    return last.kind == span.kind == Kind.ADDRESS and between in (" ", ", ", " - ", "\n")


def outside(spans: Iterable[Span], text: str) -> list[Span]:
    """Spans that touch no placeholder: what is already redacted stays as it is."""
    marks = [found.span() for found in PLACEHOLDER.finditer(text)]
    free, index = [], 0
    for span in sorted(spans):
        while index < len(marks) and marks[index][1] <= span.start:
            index += 1
        if index == len(marks) or marks[index][0] >= span.end:
            free.append(span)
    return free
