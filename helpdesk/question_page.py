# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a public question shows: answers in order, who wrote them, what is near."""

from dataclasses import dataclass

from django.conf import settings

from migliorapa.core import json_ld

from .bodies_in_words import DESK, body_in_words
from .models import Faq, PublicAnswer, PublicQuestion, PublicVote

Status = PublicQuestion.Status
NEAR = 4


@dataclass(frozen=True)
class Reply:
    """An answer as `user` sees it."""

    answer: PublicAnswer
    author: str
    is_accepted: bool
    is_mine: bool
    is_voted: bool

    @property
    def is_waiting(self) -> bool:
        return self.answer.status == Status.WAITING

    @property
    def may_be_voted(self) -> bool:
        return not self.is_mine and not self.is_waiting


def replies(question: PublicQuestion, user) -> list[Reply]:
    """The chosen one first, then the help desk's, then by votes. Two statements at most."""
    rows = question.answers.visible_to(user).select_related("administration")
    voted = set()
    if user.is_authenticated:
        given = PublicVote.objects.filter(user=user, answer__question=question)
        voted = set(given.values_list("answer_id", flat=True))
    found = [
        Reply(
            answer=answer,
            author=DESK if answer.is_official else body_in_words(answer.administration),
            is_accepted=answer.pk == question.accepted_id,
            is_mine=user.is_authenticated and answer.author_id == user.pk,
            is_voted=answer.pk in voted,
        )
        for answer in rows
    ]
    return sorted(found, key=lambda reply: not reply.is_accepted)


def faqs_near(question: PublicQuestion) -> list[Faq]:
    own = set(question.topics)
    found = Faq.objects.published().about(own).only("slug", "question", "topics")[:40]
    return sorted(found, key=lambda faq: -len(own & set(faq.topics)))[:NEAR]


def questions_near(question: PublicQuestion) -> list[PublicQuestion]:
    own = set(question.topics)
    rows = PublicQuestion.objects.published().filter(topics__overlap=list(own))
    found = rows.exclude(pk=question.pk).only("slug", "title", "topics")[:40]
    return sorted(found, key=lambda other: -len(own & set(other.topics)))[:NEAR]


def _answer(reply: Reply, address: str) -> dict:
    return {
        "@type": "Answer",
        "text": reply.answer.body,
        "upvoteCount": reply.answer.votes,
        "dateCreated": reply.answer.created.isoformat(),
        "url": f"{address}#risposta-{reply.answer.pk}",
        "author": {"@type": "Organization", "name": reply.author},
    }


def structured_data(question: PublicQuestion, shown: list[Reply]) -> str:
    """schema.org QAPage; what waits for moderation is not in it."""
    address = settings.SITE_URL + question.get_absolute_url()
    public = [reply for reply in shown if not reply.is_waiting]
    entity = {
        "@type": "Question",
        "name": question.title,
        "text": question.body,
        "answerCount": len(public),
        "dateCreated": question.created.isoformat(),
        "author": {"@type": "Organization", "name": body_in_words(question.administration)},
    }
    accepted = [_answer(reply, address) for reply in public if reply.is_accepted]
    others = [_answer(reply, address) for reply in public if not reply.is_accepted]
    if accepted:
        entity["acceptedAnswer"] = accepted[0]
    if others:
        entity["suggestedAnswer"] = others
    return json_ld.script({"@type": "QAPage", "mainEntity": entity})
