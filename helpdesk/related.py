# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the help desk answers when another app asks about a topic, or about a code."""

from collections.abc import Iterable, Iterator

from migliorapa.core.registry import Related

from .models import Faq

AT_MOST = 3
SHOWN = ("slug", "code", "question", "topics")


def _link(faq: Faq) -> Related:
    return Related("FAQ", faq.question, faq.get_absolute_url(), topics=tuple(faq.topics))


def related(topics: frozenset[str]) -> Iterator[Related]:
    """The answers that share most topics, the most useful first."""
    found = Faq.objects.published().about(topics).only(*SHOWN).order_by("-useful", "position")
    ranked = sorted(found[:30], key=lambda faq: -len(topics & set(faq.topics)))
    for faq in ranked[:AT_MOST]:
        yield _link(faq)


def entries(codes: Iterable[str]) -> Iterator[tuple[str, Related]]:
    """No query when no code looks like one of a FAQ."""
    wanted = [code for code in codes if code.startswith(("F", "Q"))]
    if wanted:
        for faq in Faq.objects.published().only(*SHOWN).filter(code__in=wanted):
            yield faq.code, _link(faq)
