# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site's search finds of the proceedings: only what everybody may read."""

from collections.abc import Iterable, Iterator

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from migliorapa.core.search import Document

from .models import Event, Material, MaterialVersion

KIND = "atti"
LONGEST = 300_000  # characters of one file: far above a book
MATERIAL, EVENT = "material:", "proceedings:"


def materials(rows: QuerySet[Material]) -> Iterator[Document]:
    """Whichever of these is public, with the words inside its latest version."""
    latest = MaterialVersion.objects.filter(material=OuterRef("pk"), removed=None)
    rows = rows.public().annotate(words=Subquery(latest.order_by("-number").values("text")[:1]))
    for material in rows.select_related("event").order_by("pk"):
        yield Document(
            key=f"{MATERIAL}{material.pk}",
            kind=KIND,
            url=material.get_absolute_url(),
            title=material.title,
            summary=_summary(material),
            body=f"{material.transcript}\n{material.words or ''}"[:LONGEST],
            topics=tuple(material.event.topics),
        )


def _summary(material: Material) -> str:
    parts = [material.get_kind_display(), material.authors, material.event.title]
    return " · ".join(part for part in parts if part)


def events(rows: QuerySet[Event]) -> Iterator[Document]:
    """The proceedings pages that are out."""
    rows = rows.with_proceedings().prefetch_related(
        "asked_questions", "sessions__groups", "sessions__experiences"
    )
    for event in rows.order_by("pk"):
        yield Document(
            key=f"{EVENT}{event.pk}",
            kind=KIND,
            url=reverse("events:proceedings", args=[event.slug]),
            title=f"Atti: {event.title}",
            summary=event.summary,
            body="\n".join(_words(event)),
            topics=tuple(event.topics),
        )


def _words(event: Event) -> Iterator[str]:
    yield event.proceedings_summary
    for asked in event.asked_questions.all():
        yield f"{asked.question}\n{asked.answer}"
    for session in event.sessions.all():
        yield from (group.minutes for group in session.groups.all() if group.approved)
        yield from (
            f"{each.title}\n{each.body}" for each in session.experiences.all() if each.is_published
        )


def documents() -> Iterator[Document]:
    yield from events(Event.objects.all())
    yield from materials(Material.objects.all())


def keys(events: Iterable[int] = (), materials: Iterable[int] = ()) -> set[str]:
    return {f"{EVENT}{pk}" for pk in events} | {f"{MATERIAL}{pk}" for pk in materials}
