# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a public question shows: answers in order, who wrote them, what is near."""

from dataclasses import dataclass

from django.conf import settings

from migliorapa.core import json_ld
from migliorapa.core.plain import plain

from ..models import Faq, PublicAnswer, PublicQuestion, PublicVote
from .bodies_in_words import DESK, body_in_words

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
    authors = _authors(question, rows)
    found = [
        Reply(
            answer=answer,
            author=authors[answer.pk],
            is_accepted=answer.pk == question.accepted_id,
            is_mine=user.is_authenticated and answer.author_id == user.pk,
            is_voted=answer.pk in voted,
        )
        for answer in rows
    ]
    return sorted(found, key=lambda reply: not reply.is_accepted)


def _authors(question: PublicQuestion, answers) -> dict[int, str]:
    """By the key of each answer: the help desk, who asked, or the kind of body, with a number when
    several bodies would read alike."""
    told, alike = {}, {}
    for answer in sorted(answers, key=lambda answer: answer.pk):
        if answer.is_official:
            told[answer.pk] = DESK
        elif _body(answer) == _body(question):
            told[answer.pk] = "Chi ha chiesto"
        else:
            words = body_in_words(answer.administration)
            told[answer.pk] = words
            alike.setdefault(words, {}).setdefault(_body(answer), []).append(answer.pk)
    for words, bodies in alike.items():
        if len(bodies) > 1:
            for number, keys in enumerate(bodies.values(), 1):
                told |= {key: f"{words} ({number})" for key in keys}
    return told


def _body(entry) -> tuple:
    """Whom an entry is from: an administration, or a person without one."""
    if entry.administration_id:
        return "administration", entry.administration_id
    return "author", entry.author_id or f"{type(entry).__name__}-{entry.pk}"


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
        "text": plain(reply.answer.body_html),
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
        "text": plain(question.body_html),
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
