# SPDX-License-Identifier: AGPL-3.0-or-later
"""What staff do to an event as a whole: write it, publish it, copy it to another city."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from migliorapa.core import moments

from ..addresses import RESERVED
from ..models import Contribution, Event, Place, Question, Session
from . import publishing, seats

Status = Event.Status
COPIED = (
    *("series", "kind", "title", "summary", "body", "audience", "level", "topics", "steps"),
    *("partners", "is_online", "takes_registrations", "is_recorded", "contact"),
)
COPIED_SESSION = (
    *("position", "kind", "title", "summary", "capacity", "has_waiting_list", "what_to_bring"),
    *("acceptance_hours", "per_administration", "room_opens_minutes"),
)
COPIED_QUESTION = ("position", "text", "help_text", "kind", "choices", "is_required", "is_need")
LONGEST_SLUG = 120


def hold(event_id: int) -> None:
    """Locks an event and its sessions: what a form reads afterwards is what it writes over."""
    Event.objects.select_for_update(no_key=True).filter(pk=event_id).first()
    seats.lock(event_id)


@transaction.atomic
def bring_in_step(*, event: Event, tell: bool = True) -> Event:
    """After a form was saved: days, calendar entries, who is told, who gets a free place."""
    event = publishing.refresh(event, tell=tell)
    for session in seats.lock(event.pk).values():
        seats.refill(session)
    return event


def check_status(event: Event, status: str, note: str) -> None:
    if status == event.status:
        raise ValidationError(
            f"L'appuntamento è già in questo stato: {event.get_status_display()}."
        )
    if status == Status.PUBLISHED and not event.sessions.filter(is_cancelled=False).exists():
        raise ValidationError(
            "Prima di pubblicare aggiungete almeno una sessione con il suo giorno."
        )
    if status in (Status.POSTPONED, Status.CANCELLED):
        if event.status == Status.DRAFT:
            raise ValidationError("Una bozza non l'ha vista nessuno: eliminatela o modificatela.")
        if not note:
            raise ValidationError("Scrivete il motivo: lo leggono gli iscritti.")
    if status == Status.DRAFT and event.registrations.exists():
        raise ValidationError(
            "Qualcuno si è già iscritto: l'appuntamento si può rinviare o annullare, "
            "non riportare in bozza."
        )


@transaction.atomic
def change_status(*, event: Event, status: str, note: str = "") -> Event:
    """The registered learn it, with the reason; raises ValidationError."""
    hold(event.pk)
    event.refresh_from_db()
    note = note.strip()
    check_status(event, status, note)
    event = publishing.set_status(event=event, status=status, note=note)
    if status == Status.PUBLISHED:
        for session in seats.lock(event.pk).values():
            seats.refill(session)
    return event


def people_of(event: Event) -> int:
    """Who would be told of a change."""
    alive = [*Place.TAKEN, Place.Status.WAITING]
    return event.registrations.filter(places__status__in=alive).distinct().count()


def _moved(moment: datetime | None, days: timedelta) -> datetime | None:
    """The same hour of the clock some days later, also across a change of the hour."""
    if moment is None:
        return None
    local = timezone.localtime(moment, moments.ROME)
    return moments.to_utc(local.date() + days, local.time())


def free_slug(title: str, city: str) -> str:
    base = slugify(f"{title} {city}" if slugify(city) not in slugify(title) else title)
    base = base[: LONGEST_SLUG - 4].strip("-") or "appuntamento"
    slug, number = base, 1
    while slug in RESERVED or Event.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _copy(row, names, **more) -> dict:
    return {name: getattr(row, name) for name in names} | more


@transaction.atomic
def duplicate(*, event: Event, city: str, region_code: str, day: date) -> Event:
    """A draft of the same event elsewhere: sessions, speakers and questions, nobody registered.

    Days move together; hours of the clock stay. Raises ValidationError when an hour does not
    exist on its new day.
    """
    sessions = list(event.sessions.filter(is_cancelled=False).prefetch_related("contributions"))
    if not sessions:
        raise ValidationError("L'appuntamento non ha sessioni da copiare.")
    days = day - min(session.day for session in sessions)

    def here(text: str) -> str:
        return text.replace(event.city, city) if event.city and city else text

    facts = _copy(event, COPIED, city=city, region_code=region_code, status=Status.DRAFT)
    facts |= {name: here(facts[name]) for name in ("title", "summary", "body")}
    copy = Event.objects.create(slug=free_slug(facts["title"], city), **facts)
    try:
        _copy_dates(event, copy, days)
        for session in sessions:
            _copy_session(session, copy, days, here)
    except (ValueError, OverflowError) as error:
        raise ValidationError(str(error))
    Question.objects.bulk_create(
        Question(event=copy, **_copy(question, COPIED_QUESTION))
        for question in event.questions.all()
    )
    return publishing.refresh(copy)


def _copy_dates(event: Event, copy: Event, days: timedelta) -> None:
    copy.registration_opens = _moved(event.registration_opens, days)
    copy.registration_closes = _moved(event.registration_closes, days)
    copy.save()


def _copy_session(session: Session, copy: Event, days: timedelta, here) -> None:
    facts = _copy(session, COPIED_SESSION, day=session.day + days)
    facts |= {name: here(facts[name]) for name in ("title", "summary")}
    facts |= {"starts": _moved(session.starts, days), "ends": _moved(session.ends, days)}
    new = Session.objects.create(event=copy, **facts)
    Contribution.objects.bulk_create(
        Contribution(session=new, **_copy(each, ("speaker_id", "role", "title", "position")))
        for each in session.contributions.all()
    )
