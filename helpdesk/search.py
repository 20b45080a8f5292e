# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site's search finds of the help desk."""

from collections.abc import Iterator

from migliorapa.core.search import Document

from .models import Faq


def key(faq: Faq) -> str:
    return f"faq:{faq.pk}"


def document(faq: Faq) -> Document:
    """Other ways of asking count as much as the answer, the detail less."""
    return Document(
        key=key(faq),
        kind="FAQ",
        code=faq.code,
        url=faq.get_absolute_url(),
        title=faq.question,
        summary="\n".join([faq.answer, *faq.also_asked]),
        body=faq.body,
        weight=1.5,
        topics=tuple(faq.topics),
    )


def documents() -> Iterator[Document]:
    for faq in Faq.objects.published():
        yield document(faq)
