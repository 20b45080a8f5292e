# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check that no FAQ tells who asked: at saving, at approval, whoever saves."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError

from ..models import Faq, FaqOrigin, PublicQuestion
from ..private_data import Doubt, leaks_of_origins
from ..redaction import placeholders

FIELDS = (
    *("question", "answer", "body", "also_asked", "sources"),
    *("topics", "steps", "tools", "deep_dives"),
)


class Leaking(ValidationError):
    """`doubts`: what the writer may say is nobody's; nothing else of it can stay."""

    def __init__(self, sentences: list[str], doubts: Iterable[Doubt]):
        super().__init__(sentences)
        self.doubts = list(doubts)


def texts_of(faq: Faq) -> dict:
    """As they will be read: with the change that waits, if there is one."""
    return {name: faq.pending.get(name, getattr(faq, name)) for name in FIELDS}


def origins_of(faq: Faq) -> list[FaqOrigin]:
    rows = faq.origins.select_related(
        *("ticket__administration", "question__author", "question__administration"),
        *("answer__author", "answer__administration"),
    )
    rows = rows.prefetch_related("ticket__messages", "objections")
    return list(rows.order_by("pk"))


def origins_in(question: PublicQuestion) -> list[FaqOrigin]:
    """Not saved: who asked in public, or by a request, and who gave the chosen answer."""
    answer = question.accepted
    asked = {"ticket": question.ticket} if question.ticket else {"question": question}
    found = [FaqOrigin(**asked)]
    if answer and not answer.is_official and answer.author_id != question.author_id:
        found.append(FaqOrigin(question=question, answer=answer))
    return found


def marks_of(cleared: Iterable[dict]) -> set[str]:
    return {row["mark"] for row in cleared}


def doubts_in(texts: dict, origins: Iterable[FaqOrigin]) -> dict[str, Doubt]:
    """By their mark."""
    found = leaks_of_origins(_words(texts), origins)
    return {leak.mark: leak for leak in found if isinstance(leak, Doubt)}


def check(
    texts: dict,
    origins: Iterable[FaqOrigin],
    *,
    is_finished: bool = True,
    cleared: Collection[str] = (),
) -> None:
    """Raises ValidationError with everything that would tell who asked or who answered.

    What is not finished may still have placeholders. `cleared`: marks of doubts.
    """
    read = list(_words(texts))
    found = leaks_of_origins(read, origins)
    doubts = {each.mark: each for each in found if isinstance(each, Doubt)}
    sentences = [leak.what for leak in found if getattr(leak, "mark", "") not in cleared]
    if is_finished and (left := [mark for text in read for mark in placeholders(text)]):
        sentences.append(
            f"Nel testo è rimasto {', '.join(dict.fromkeys(left))}: riscrivete la frase senza."
        )
    if sentences:
        open_doubts = [doubt for mark, doubt in doubts.items() if mark not in cleared]
        raise Leaking(list(dict.fromkeys(sentences)), open_doubts)


def _words(texts: dict):
    yield from (texts.get(name) or "" for name in ("question", "answer", "body"))
    yield from texts.get("also_asked") or ()
    for source in texts.get("sources") or ():
        yield from (source.get("label", ""), source.get("note", ""))


def check_saved(faq: Faq, texts: dict) -> None:
    """The same for texts that are about to be saved on a FAQ."""
    wanted = {name: texts.get(name) for name in FIELDS}
    check(wanted, origins_of(faq), cleared=marks_of(faq.cleared))
