# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proceedings of an event as a small publication, read in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Min, Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from migliorapa.core import drawings, files, moments, registry

from . import days, material_words
from .models import Contribution, Event, Experience, LabGroup, Material, MaterialVersion, Session

UNREAD = ("text",)


def with_versions(materials: QuerySet[Material]) -> QuerySet[Material]:
    versions = MaterialVersion.objects.defer(*UNREAD)
    return materials.prefetch_related(Prefetch("versions", versions))


@dataclass
class Piece:
    """A material with its latest version, as pages show it."""

    material: Material
    version: MaterialVersion | None = field(init=False)
    is_missing: bool = field(init=False)

    def __post_init__(self):
        versions = self.material.versions.all()
        self.version = next((each for each in versions if not each.removed), None)
        stored = self.version.stored if self.version else ""
        self.is_missing = bool(stored) and not files.exists(stored)

    @property
    def format(self) -> str:
        return material_words.format_in_words(self.version) if self.version else ""

    @property
    def host(self) -> str:
        return material_words.host(self.version) if self.version and self.version.url else ""

    @property
    def licence_address(self) -> str:
        return material_words.licence_address(self.material)

    @property
    def plays_here(self) -> bool:
        return bool(self.version) and self.version.is_media and not self.is_missing

    @property
    def is_video(self) -> bool:
        return self.version.mimetype.startswith("video/")

    @property
    def citation(self) -> str:
        return material_words.citation(self.material)

    @property
    def lines(self) -> list["VersionLine"]:
        return [VersionLine(each) for each in self.material.versions.all()]


@dataclass
class VersionLine:
    version: MaterialVersion

    @property
    def format(self) -> str:
        return material_words.format_in_words(self.version)

    @property
    def is_missing(self) -> bool:
        return bool(self.version.stored) and not files.exists(self.version.stored)


def get_or_404(slug: str, user) -> Event:
    rows = Event.objects.visible_to(user).select_related("series")
    event = rows.defer("body", "body_html", "series__body", "series__body_html")
    event = event.filter(slug=slug).first()
    if event is None or not (event.proceedings_published or user.is_staff):
        raise Http404
    return event


def _coming(rows: QuerySet[Material]) -> str:
    """When the next of the materials kept back comes out; empty when there is none."""
    ahead = rows.filter(is_published=True, embargo__gt=timezone.now())
    first = ahead.aggregate(first=Min("embargo"))["first"]
    return moments.in_words(first) if first else ""


class ProceedingsPage:
    def __init__(self, event: Event, user):
        self.event = event
        rows = Material.objects.filter(event=event)
        visible = with_versions(rows.visible_to(user).order_by("position", "pk"))
        self.pieces = [Piece(material) for material in visible]
        for piece in self.pieces:
            piece.material.event = event
        kept_back = rows.out().exclude(pk__in=[piece.material.pk for piece in self.pieces])
        self.reserved = kept_back.count()
        self.coming = "" if user.is_staff else _coming(rows)
        self.sessions = list(Session.objects.filter(event=event).defer("summary", "ics"))
        self._fill()
        self.summary = drawings.expand(event.proceedings_html)
        self.asked = list(event.asked_questions.all())

    def _fill(self) -> None:
        mine = {session.pk: session for session in self.sessions}
        pieces, spoken = defaultdict(list), defaultdict(list)
        groups, told = defaultdict(list), defaultdict(list)
        for piece in self.pieces:
            pieces[piece.material.session_id].append(piece)
        people = Contribution.objects.filter(session__in=mine).select_related("speaker")
        for each in people.defer("speaker__bio"):
            spoken[each.session_id].append(each)
        for group in LabGroup.objects.filter(session__in=mine, approved__isnull=False):
            groups[group.session_id].append(group)
        experiences = Experience.objects.filter(session__in=mine, is_published=True)
        for each in experiences.select_related("administration"):
            told[each.session_id].append(each)
        for pk, session in mine.items():
            session.event, session.when = self.event, days.of_session(session)
            session.pieces, session.contributed = pieces[pk], spoken[pk]
            session.approved_groups, session.told = groups[pk], told[pk]
        self.other_pieces = pieces[None]

    @property
    def has_labs(self) -> bool:
        return any(session.approved_groups or session.told for session in self.sessions)

    @property
    def has_files(self) -> bool:
        return any(piece.version and piece.version.stored for piece in self.pieces)

    @property
    def when(self) -> str:
        ends = [s.ends for s in self.sessions if s.ends and not s.is_cancelled]
        return days.of_event(self.event, max(ends, default=None))

    @cached_property
    def steps(self) -> list[registry.Related]:
        return list(registry.entries(self.event.steps).values()) if self.event.steps else []

    @property
    def citation(self) -> str:
        path = reverse("events:proceedings", args=[self.event.slug])
        return material_words.event_citation(self.event, settings.SITE_URL + path)
