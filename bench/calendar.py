# SPDX-License-Identifier: AGPL-3.0-or-later
"""A thousand invented events to measure with: 200 past with proceedings, 800 in a year to come.

Run as a program with DATABASE_URL set; what it finds of its own is replaced.
"""

import os
from datetime import date, time, timedelta

import django

PAST, AHEAD = 200, 800
BUSY_MONTH = date.today() + timedelta(days=60)
SUBJECT = "Ascoltare gli utenti di uno sportello"
SUMMARY = (
    "Come un ente di medie dimensioni prepara l'indagine, raccoglie le risposte e ne fa un piano "
    "di miglioramento. Con esempi da tre comuni."
)
BODY = "\n\n".join([f"{SUMMARY} Si lavora su casi portati da chi partecipa."] * 6)
CITIES = [("Napoli", "15"), ("Bari", "16"), ("Palermo", "19"), ("Lamezia Terme", "18"), ("", "")]
DETAILED = "misura-evento"


def write() -> None:
    from django.db import transaction

    from events.models import Event, Series, Speaker

    with transaction.atomic():
        Event.objects.filter(slug__startswith="misura-").delete()
        series, _ = Series.objects.get_or_create(slug="misura", defaults={"title": "Serie"})
        events = Event.objects.bulk_create(_events(series))
        _sessions(events)
        Speaker.objects.filter(name__startswith="Relatrice di misura").delete()
        _details(events[PAST])


def _events(series):
    from django.utils import timezone

    from events.models import Event

    now, kinds = timezone.now(), list(Event.Kind)
    for number in range(PAST + AHEAD):
        is_past = number < PAST
        days = -3 * (number + 1) if is_past else 1 + (number - PAST) * 365 // AHEAD
        day = timezone.localdate() + timedelta(days=days)
        city, region = CITIES[number % len(CITIES)]
        yield Event(
            slug=DETAILED if number == PAST else f"misura-{number}",
            series=series if number % 40 == 0 else None,
            kind=kinds[number % len(kinds)],
            title=f"{SUBJECT}, incontro {number}",
            summary=SUMMARY,
            body=BODY,
            body_html="".join(f"<p>{part}</p>" for part in BODY.split("\n\n")),
            audience="Chi lavora in un ufficio relazioni con il pubblico",
            topics=["questionario", "campione"] if number % 2 else ["analisi-dati"],
            steps=["S08", "S10"],
            city=city,
            region_code=region,
            is_online=not city,
            status=Event.Status.CANCELLED if number % 50 == 49 else Event.Status.PUBLISHED,
            proceedings_published=now if is_past else None,
            first_day=day,
            last_day=day,
        )


def _sessions(events) -> None:
    from events.calendar_entry import entry
    from events.models import Event, Session
    from migliorapa.core import ical, moments

    sessions = []
    for number, event in enumerate(events):
        starts = moments.to_utc(event.first_day, time(9 + number % 8, 30))
        ends = starts + timedelta(hours=3)
        session = Session(event=event, title=event.title, day=event.first_day, capacity=50)
        session.starts, session.ends = starts, ends
        session.ics = ical.vevent(entry(session))
        event.starts = starts
        sessions.append(session)
    Session.objects.bulk_create(sessions)
    Event.objects.bulk_update(events, ["starts"])


def _details(event) -> None:
    """Three sessions with speakers, and people who registered."""
    from django.utils import timezone

    from events.models import Contribution, Place, Registration, Session, Speaker

    first = event.sessions.get()
    sessions = [first]
    for hours in (3, 6):
        starts, ends = first.starts + timedelta(hours=hours), first.ends + timedelta(hours=hours)
        session = Session(event=event, title=f"Parte {hours}", day=first.day, capacity=50)
        session.starts, session.ends = starts, ends
        session.save()
        sessions.append(session)
    for session in sessions:
        for turn in range(2):
            speaker = Speaker.objects.create(
                name=f"Relatrice di misura {turn}", organisation="Comune di Collesereno"
            )
            Contribution.objects.create(session=session, speaker=speaker, title=SUBJECT)
    for number in range(40):
        email = f"misura{number}@esempio.invalid"
        person = Registration.objects.create(
            event=event, name="Persona", email=email, email_key=email, confirmed=timezone.now()
        )
        for session in sessions:
            Place.objects.create(
                registration=person,
                session=session,
                number=number + 1,
                status=Place.Status.CONFIRMED,
            )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    django.setup()
    write()
