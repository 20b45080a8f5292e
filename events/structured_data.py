# SPDX-License-Identifier: AGPL-3.0-or-later
"""An event as schema.org tells search engines. Never the address of an online room.

https://schema.org/Event, as JSON-LD: data, which the content security policy lets be.
"""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.safestring import SafeString

from migliorapa.core import json_ld, moments

from .models import Event, Material, Session

Left = Mapping[int, int | None]
SCHEMA = f"{json_ld.SCHEMA}/"
STATUSES = {
    Event.Status.CANCELLED: "EventCancelled",
    Event.Status.POSTPONED: "EventPostponed",
}


def script(event: Event, left: Left, materials: Iterable[Material]) -> SafeString:
    """What goes between the tags of a script of type application/ld+json.

    `left` tells the free places of sessions ahead by primary key, None without a limit.
    """
    return json_ld.script(_event(event, left, materials))


def _absolute(url: str) -> str:
    return settings.SITE_URL + url


def _filled(**values) -> dict:
    """`type` stands for @type; what is empty is left out."""
    return {
        ("@type" if name == "type" else name): value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }


def _event(event: Event, left: Left, materials: Iterable[Material]) -> dict:
    sessions = event.programme
    alone = sessions[0] if len(sessions) == 1 else None
    series = event.series
    url = _absolute(event.get_absolute_url())
    return _filled(
        type="Event",
        name=event.title,
        description=event.summary,
        url=url,
        identifier=f"urn:uuid:{event.uid}",
        inLanguage="it",
        isAccessibleForFree=True,
        organizer=_filled(type="Organization", name=settings.OWNER_NAME, url=settings.SITE_URL),
        sponsor=[_filled(type="Organization", name=name) for name in event.partners],
        audience=_filled(type="Audience", audienceType=event.audience),
        superEvent=series
        and _filled(
            type="EventSeries", name=series.title, url=_absolute(series.get_absolute_url())
        ),
        recordedIn=[
            _filled(
                type="VideoObject",
                name=material.title,
                inLanguage=material.language,
                url=_absolute(material.get_absolute_url()),
            )
            for material in materials
            if material.kind == Material.Kind.RECORDING
        ],
        **_circumstances(event, url),
        **(_session(alone, left) if alone else _dates(event)),
        subEvent=[]
        if alone
        else [
            _filled(type="Event", name=session.title, url=url)
            | _circumstances(event, url, session)
            | _session(session, left)
            for session in sessions
        ],
    )


def _circumstances(event: Event, url: str, session: Session | None = None) -> dict:
    cancelled = session is not None and session.is_cancelled
    status = "EventCancelled" if cancelled else STATUSES.get(event.status, "EventScheduled")
    if event.is_online:
        mode = "MixedEventAttendanceMode" if event.city else "OnlineEventAttendanceMode"
    else:
        mode = "OfflineEventAttendanceMode"
    return _filled(
        eventStatus=SCHEMA + status,
        eventAttendanceMode=SCHEMA + mode,
        location=_places(event, url),
    )


def _places(event: Event, url: str) -> list[dict]:
    """Online, the place is the page of the event: one gets in after registering."""
    found = []
    if event.city or event.venue:
        address = _filled(
            type="PostalAddress",
            streetAddress=event.address,
            addressLocality=event.city,
            addressRegion=event.region,
            addressCountry="IT",
        )
        found.append(_filled(type="Place", name=event.venue or event.city, address=address))
    if event.is_online:
        found.append(_filled(type="VirtualLocation", url=url))
    return found


def _dates(event: Event) -> dict:
    start = _moment(event.starts) if event.starts else event.first_day and str(event.first_day)
    return _filled(startDate=start, endDate=event.last_day and str(event.last_day))


def _session(session: Session, left: Left) -> dict:
    return _filled(
        startDate=_moment(session.starts) if session.starts else str(session.day),
        endDate=session.ends and _moment(session.ends),
        maximumAttendeeCapacity=session.capacity,
        remainingAttendeeCapacity=left.get(session.pk),
        performer=[
            _filled(
                type="Person",
                name=each.speaker.name,
                affiliation=_filled(type="Organization", name=each.speaker.organisation)
                if each.speaker.organisation
                else None,
            )
            for each in session.contributed
        ],
    )


def _moment(moment) -> str:
    return moment.astimezone(moments.ROME).isoformat()
