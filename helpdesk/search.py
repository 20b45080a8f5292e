# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site's search finds of the help desk."""

from collections.abc import Iterator

from migliorapa.core.search import Document

from .models import Faq, PublicQuestion


def key(faq: Faq) -> str:
    return f"faq:{faq.pk}"


def document(faq: Faq) -> Document:
    """Other ways of asking are found too, and not shown."""
    return Document(
        key=key(faq),
        kind="FAQ",
        code=faq.code,
        url=faq.get_absolute_url(),
        title=faq.question,
        summary=faq.answer,
        body="\n".join([*faq.also_asked, faq.body]),
        weight=1.5,
        topics=tuple(faq.topics),
    )


def question_key(question: PublicQuestion) -> str:
    return f"question:{question.pk}"


def question_document(question: PublicQuestion) -> Document:
    """What colleagues answered is found too, after what the help desk wrote for all."""
    answers = [
        a.body for a in question.answers.all() if a.status == PublicQuestion.Status.PUBLISHED
    ]
    return Document(
        key=question_key(question),
        kind="domanda",
        url=question.get_absolute_url(),
        title=question.title,
        summary=question.body[:500],
        body="\n".join([question.body[500:], *answers]),
        topics=tuple(question.topics),
    )


def documents() -> Iterator[Document]:
    for faq in Faq.objects.published():
        yield document(faq)
    for question in PublicQuestion.objects.published().prefetch_related("answers"):
        yield question_document(question)
