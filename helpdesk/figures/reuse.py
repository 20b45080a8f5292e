# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers used again: by administrations other than those whose question they come from."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from ..models import Faq, FaqOrigin, FaqReading

MOST_SHOWN = 5
WHO = ("ticket", "question", "answer")


@dataclass(frozen=True)
class Answer:
    slug: str
    question: str
    users: int

    @property
    def in_words(self) -> str:
        return f"usata da {_administrations(self.users)}"


@dataclass(frozen=True)
class Reuse:
    """`answers` used by `users` administrations, born of the questions of `askers` of them."""

    answers: int
    users: int
    askers: int
    most_used: list[Answer]

    @property
    def in_words(self) -> str:
        """One sentence; empty when nobody used anything."""
        if not self.answers:
            return ""
        said = "Una risposta usata" if self.answers == 1 else f"{self.answers} risposte usate"
        said += f" da {_administrations(self.users)}"
        if self.askers:
            born = "nata" if self.answers == 1 else "nate"
            one = "dalla domanda" if self.askers == 1 else "dalle domande"
            said += f", {born} {one} di {_administrations(self.askers)}"
        return f"{said}."


def _administrations(number: int) -> str:
    return "un'amministrazione" if number == 1 else f"{number} amministrazioni"


def by_others():
    """Readings that are reuse: not of an administration that the answer comes from."""
    own = Q()
    for source in WHO:
        own |= Q(**{f"{source}__administration": OuterRef("administration")})
    born_there = FaqOrigin.objects.filter(own, faq=OuterRef("faq"))
    rows = FaqReading.objects.filter(~Exists(born_there)).order_by()
    return rows.exclude(administration=F("faq__born_at"))


def figures(*period: Q) -> Reuse:
    """Of the answers that are public today. One statement when nobody used any, else four."""
    rows = by_others().filter(*period, faq__status=Faq.Status.PUBLISHED)
    told = rows.aggregate(
        answers=Count("faq", distinct=True), users=Count("administration", distinct=True)
    )
    if not told["answers"]:
        return Reuse(0, 0, 0, [])
    return Reuse(**told, askers=_askers(rows), most_used=_most_used(rows))


def _askers(rows) -> int:
    used = rows.values("faq")
    origins = FaqOrigin.objects.filter(faq__in=used, answer=None)
    asked = origins.values_list("ticket__administration", "question__administration")
    born = Faq.objects.filter(pk__in=used).values_list("born_at", flat=True)
    return len({pk for row in asked for pk in row if pk} | {pk for pk in born if pk})


def _most_used(rows) -> list[Answer]:
    counted = rows.values("faq__slug", "faq__question").annotate(users=Count("administration"))
    best = counted.order_by("-users", "faq__question")[:MOST_SHOWN]
    return [Answer(row["faq__slug"], row["faq__question"], row["users"]) for row in best]
