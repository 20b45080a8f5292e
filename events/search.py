# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site's search finds of events."""

from collections.abc import Iterator

from migliorapa.core.search import Document

from . import proceedings_search
from .models import Event


def document(event: Event) -> Document:
    words = [event.audience, event.body, event.city, event.region]
    return Document(
        key=f"event:{event.pk}",
        kind="appuntamento",
        url=event.get_absolute_url(),
        title=event.title,
        summary=event.summary,
        body="\n".join(filter(None, words)),
        topics=tuple(event.topics),
    )


def documents() -> Iterator[Document]:
    for event in Event.objects.published():
        yield document(event)
    yield from proceedings_search.documents()
