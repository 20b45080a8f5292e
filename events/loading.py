# SPDX-License-Identifier: AGPL-3.0-or-later
"""The historical calendar, from `events/content` to rows, and never over what staff edited."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from django.utils import timezone

from migliorapa.core import loading, moments
from migliorapa.core.loading import Content, Kind, Report

from .actions import publishing
from .models import Event, Series, Session

FOLDER = Path(__file__).resolve().parent / "content"


def _clock(moment) -> str:
    return timezone.localtime(moment, moments.ROME).strftime("%H:%M") if moment else ""


@dataclass(frozen=True)
class InSeries:
    """The series of an event, by its slug; empty when it stands alone."""

    def read(self, event: Event) -> str | list:
        return event.series.slug if event.series else []

    def write(self, event: Event, slug: str | list) -> None:
        event.series = Series.objects.get(slug=slug) if slug else None
        event.save(update_fields=["series"])


@dataclass(frozen=True)
class Sessions:
    """Sessions in order, with local times; empty times are unknown."""

    def read(self, event: Event) -> list[Content]:
        return [
            {
                "kind": session.kind,
                "title": session.title,
                "day": session.day.isoformat(),
                "starts": _clock(session.starts),
                "ends": _clock(session.ends),
                "summary": session.summary,
            }
            for session in event.sessions.order_by("position", "pk")
        ]

    def write(self, event: Event, wanted: list[Content]) -> None:
        """Sessions keep their identity by position, so that calendars follow a correction."""
        known = {session.position: session for session in event.sessions.all()}
        for position, row in enumerate(wanted, 1):
            session = known.pop(position, None) or Session(event=event, position=position)
            session.kind, session.title = row["kind"], row["title"]
            session.summary = row["summary"]
            session.day = date.fromisoformat(row["day"])
            session.starts, session.ends = (
                moments.to_utc(session.day, time.fromisoformat(row[name])) if row[name] else None
                for name in ("starts", "ends")
            )
            session.full_clean()
            session.save()
        for session in known.values():
            session.delete()
        publishing.refresh(event, tell=False)


def _session(row: Content) -> Content:
    whole = {"starts": "", "ends": "", "summary": ""} | row
    return whole | {"day": str(row["day"])}


def _past(content: Content) -> Content:
    fixed = {"is_history": True, "status": Event.Status.PUBLISHED, "takes_registrations": False}
    sessions = [_session(row) for row in content["sessions"]]
    return {"body": ""} | fixed | content | {"sessions": sessions}


KINDS = (
    Kind(
        "events/series",
        Series,
        ("slug", "title", "summary", "body", "sources"),
        key="slug",
        has_body=False,
        file="series.yaml",
    ),
    Kind(
        "events/history",
        Event,
        (
            *("slug", "kind", "title", "summary", "body", "topics", "sources"),
            *("is_online", "city", "region_code", "proceedings_declared"),
            *("is_history", "status", "takes_registrations"),
        ),
        links={"series": InSeries(), "sessions": Sessions()},
        key="slug",
        has_body=False,
        file="history.yaml",
        prepare=_past,
    ),
)


def load() -> Report:
    """Creates and corrects the rows of the history."""
    report = loading.load(KINDS, FOLDER)
    if report.changed:
        for series in Series.objects.all():
            publishing.render_series(series)
    return report
