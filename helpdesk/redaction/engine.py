# SPDX-License-Identifier: AGPL-3.0-or-later
"""Redaction, and the check that nothing is left."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from . import addresses, bodies, closing, numbers, people, phones, places, record, spans, web
from .canon import canon
from .model import Kind, Leak, Record, Redaction, Replacement, Span
from .tokens import Words

SURE = (web.emails, web.links, web.network_addresses, numbers.codes, phones.phones)
LIKELY = (
    *(web.credentials, numbers.births, addresses.addresses, bodies.bodies),
    *(people.people, closing.signatures, places.places),
)
BLOCKING = frozenset(
    {Kind.EMAIL, Kind.PHONE, Kind.TAX_CODE, Kind.VAT, Kind.IBAN, Kind.IP, Kind.LINK}
    | {Kind.PROTOCOL, Kind.CASE, Kind.ADDRESS, Kind.BADGE}
)
ROUNDS = 6
NOBODY = Record()


def redact(text: str, known: Record = NOBODY) -> Redaction:
    """Replaces personal data with their kind in square brackets; running it again changes nothing.

    A replacement can bring a new context to light, so the text is read until nothing more is found.
    """
    found: list[Span] = []
    for _ in range(ROUNDS):
        redacted, edges = applied(text, found)
        more = [back(span, edges) for span in detected(redacted, known)]
        if not more:
            break
        found = spans.merged([*found, *more], text)
    redacted, _ = applied(text, found)
    return Redaction(
        redacted,
        tuple(
            Replacement(
                span.start, span.end, text[span.start : span.end], span.kind, span.kind.mark
            )
            for span in found
        ),
    )


def hide(text: str, known: Record) -> str:
    """Replaces what the record knows, and nothing else."""
    words = Words(canon(text))
    return applied(text, on_original(record.recorded(words, known), words, text))[0]


def leaks(text: str, known: Record = NOBODY, *, whose: str = "della richiesta") -> list[Leak]:
    """What forbids publication: anything of the record, and data of a sure shape, of anybody.

    `whose` ends «è un dato …» in the sentences on what is of the record.
    """
    words = Words(canon(text))
    each = sorted(record.recorded(words, known), key=lambda span: span.start)
    starts = [words.source.at[span.start] for span in each]
    own = []
    for whole in on_original(iter(each), words, text):
        inside = each[bisect_left(starts, whole.start) : bisect_left(starts, whole.end)]
        own.append(named(whole, inside))
    shapes = chain.from_iterable(look(words) for look in (*SURE, addresses.addresses))
    sure = on_original(shapes, words, text)
    found = [
        Leak(span.start, span.end, own_sentence(text, span, whose), span.kind, is_known=True)
        for span in own
    ]
    taken = [(leak.start, leak.end) for leak in found]
    found += [
        Leak(span.start, span.end, sure_sentence(text, span), span.kind)
        for span in sure
        if span.kind in BLOCKING
        if not any(start < span.end and span.start < end for start, end in taken)
    ]
    return sorted(found, key=lambda leak: leak.start)


def named(whole: Span, found: list[Span]) -> Span:
    """«Comune di Bari» is a body, even if «bari» is a user name, too: the longest find says."""
    told = ((span.end - span.start, span.kind is not Kind.USER, span.kind) for span in found)
    return Span(whole.start, whole.end, max(told, default=(0, False, whole.kind))[2])


def own_sentence(text: str, span: Span, whose: str) -> str:
    return (
        f"«{text[span.start : span.end]}» è un dato {whose} ({span.kind}): "
        "toglietelo, o riscrivete la frase con altre parole."
    )


def sure_sentence(text: str, span: Span) -> str:
    return (
        f"«{text[span.start : span.end]}» sembra un dato personale ({span.kind}): "
        "toglietelo prima di pubblicare."
    )


def is_empty_after(text: str) -> bool:
    """Whether nothing but placeholders, signs and spaces is left of a redacted text."""
    return not any(letter.isalnum() for letter in spans.PLACEHOLDER.sub("", text))


def placeholders(text: str) -> list[str]:
    """Those left in a text, as they are written; not the words of a link in Markdown."""
    found = spans.PLACEHOLDER.finditer(text)
    return [mark[0] for mark in found if text[mark.end() : mark.end() + 1] != "("]


def detected(text: str, known: Record) -> list[Span]:
    words = Words(canon(text))
    looks = (look(words) for look in (*SURE, *LIKELY))
    return on_original(chain(record.recorded(words, known), *looks), words, text)


def on_original(found: Iterator[Span], words: Words, text: str) -> list[Span]:
    """Joined, in positions of the text as written, clear of what is already redacted."""
    placed = (Span(*words.source.back(span.start, span.end), span.kind) for span in found)
    return spans.merged(
        spans.outside((span for span in placed if span.start < span.end), text), text
    )


def applied(text: str, found: list[Span]) -> tuple[str, list[tuple[int, int, int]]]:
    """The redacted text, and for each kept stretch (start in it, end in it, shift back)."""
    pieces, edges, at, length = [], [], 0, 0
    for span in found:
        kept = text[at : span.start]
        edges.append((length, length + len(kept), at - length))
        pieces += [kept, span.kind.mark]
        length += len(kept) + len(span.kind.mark)
        at = span.end
    edges.append((length, length + len(text) - at, at - length))
    return "".join([*pieces, text[at:]]), edges


def back(span: Span, edges: list[tuple[int, int, int]]) -> Span:
    """A span of the redacted text, clear of placeholders, in positions of the original."""
    shift = next(shift for start, end, shift in edges if start <= span.start and span.end <= end)
    return Span(span.start + shift, span.end + shift, span.kind)
