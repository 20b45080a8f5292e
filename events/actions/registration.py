# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registering, confirming, cancelling, accepting. Refusals are ValidationError.

One order of locks for all: the sessions of the event, then the registration.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import notifications
from ..models import Answer, Event, Need, Place, Registration, Session
from ..models.registration import new_nonce
from . import seats

Status = Place.Status


def email_key(email: str) -> str:
    """Two spellings of one mailbox are one person: case and what follows a plus do not count."""
    local, _, domain = email.strip().casefold().partition("@")
    return f"{local.split('+')[0]}@{domain}"


def check_open(event, now=None) -> None:
    """Raises ValidationError with the reason why nobody can register now."""
    now = now or timezone.now()
    if event.status == Event.Status.CANCELLED:
        raise ValidationError("L'appuntamento è annullato: non ci si può più iscrivere.")
    if event.status == Event.Status.POSTPONED:
        raise ValidationError(
            "L'appuntamento è rinviato: le iscrizioni riaprono quando c'è la nuova data."
        )
    if event.status != Event.Status.PUBLISHED or not event.takes_registrations:
        raise ValidationError("Per questo appuntamento non serve iscriversi.")
    if event.registration_opens and event.registration_opens > now:
        raise ValidationError("Le iscrizioni non sono ancora aperte.")
    if event.registration_closes and event.registration_closes <= now:
        raise ValidationError("Le iscrizioni sono chiuse.")
    if event.is_past:
        raise ValidationError("L'appuntamento si è già tenuto.")


def _chosen(sessions: Iterable[Session], locked: Mapping[int, Session]) -> list[Session]:
    chosen = [locked[session.pk] for session in sessions if session.pk in locked]
    if not chosen:
        raise ValidationError("Scegliete almeno una sessione.")
    for session in chosen:
        if session.is_cancelled:
            raise ValidationError(f"La sessione «{session}» è annullata.")
        if seats.has_begun(session):
            raise ValidationError(f"La sessione «{session}» è già cominciata.")
    return chosen


def _registration(event, email, details) -> Registration:
    """The one registration of this mailbox at this event, locked."""
    key = email_key(email)
    row = Registration(event=event, email=email.strip(), email_key=key, **details)
    Registration.objects.bulk_create([row], ignore_conflicts=True)
    rows = Registration.objects.select_for_update().select_related("event")
    return rows.get(event=event, email_key=key)


def _keep_answers(registration, answers: Mapping) -> None:
    """Answers by question; what a question collects as a need is also kept for the listening."""
    for question, text in answers.items():
        text = text.strip()
        if not text:
            continue
        Answer.objects.update_or_create(
            registration=registration, question=question, defaults={"text": text}
        )
        if question.is_need:
            Need.objects.update_or_create(
                event=registration.event,
                registration=registration,
                source=Need.Source.REGISTRATION,
                defaults={
                    "text": text,
                    "topics": registration.event.topics[:1],
                    "region_code": registration.region_code,
                    "administration_type": registration.administration_type,
                },
            )


def _want(registration, sessions) -> list[Place]:
    """A pending place in each session where the person has none alive."""
    wanted = []
    for session in sessions:
        place, _ = Place.objects.get_or_create(registration=registration, session=session)
        place.session, place.registration = session, registration
        if place.status in (Status.CANCELLED, Status.EXPIRED):
            place.status, place.number, place.offered_until = Status.PENDING, None, None
            place.save()
        if place.status == Status.PENDING:
            wanted.append(place)
    return wanted


@transaction.atomic
def register(
    *, event, sessions, email, user=None, answers: Mapping | None = None, **details
) -> Registration:
    """A person in some sessions of an event: at once if signed in, else after the e-mail says so.

    `details`: name, administration, administration_name, administration_type, region_code,
    access_needs, recording_consent, shares_contact, shared_topics. Registering twice is one
    registration. Who is not signed in changes nothing of a confirmed registration: its owner gets
    a mail with the address of their own page.
    """
    locked = seats.lock(event)
    event = Event.objects.get(pk=event.pk)
    check_open(event)
    chosen = _chosen(sessions, locked)
    registration = _registration(event, email, details | {"user": user})
    if registration.confirmed and (user is None or registration.user_id not in (None, user.pk)):
        notifications.already_registered(registration)
        return registration
    for name, value in (details | {"user": user}).items():
        setattr(registration, name, value)
    registration.email = email.strip()
    if user is not None and not registration.confirmed:
        registration.confirmed = timezone.now()
    registration.save()
    _keep_answers(registration, answers or {})
    wanted = _want(registration, chosen)
    if registration.confirmed:
        for place in wanted:
            seats.seat(place)
    else:
        notifications.confirm_email_wanted(registration)
    return registration


def _fresh(registration) -> tuple[Registration, list[Place]]:
    """The registration and its places as they are now, everything locked."""
    locked = seats.lock(registration.event_id)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("event")
    try:
        registration = rows.get(pk=registration.pk)
    except Registration.DoesNotExist:
        raise ValidationError("L'iscrizione non c'è più: se serve, iscrivetevi di nuovo.")
    places = list(registration.places.order_by("session__day", "session__starts", "pk"))
    for place in places:
        place.session, place.registration = locked[place.session_id], registration
    return registration, places


@transaction.atomic
def confirm_email(*, registration) -> Registration:
    """The second half of the double opt-in; doing it twice changes nothing."""
    registration, places = _fresh(registration)
    if registration.confirmed:
        return registration
    check_open(registration.event)
    registration.confirmed = timezone.now()
    registration.save(update_fields=["confirmed"])
    for place in places:
        if place.status == Status.PENDING:
            if place.session.is_cancelled or seats.has_begun(place.session):
                seats.vacate(place)
            else:
                seats.seat(place)
    return registration


@transaction.atomic
def cancel_places(*, registration, sessions: Iterable[Session] | None = None) -> int:
    """Gives up the places in some sessions (all of them by default); whoever waits moves up."""
    registration, places = _fresh(registration)
    only = None if sessions is None else {session.pk for session in sessions}
    gone = 0
    for place in places:
        alive = place.status not in (Status.CANCELLED, Status.EXPIRED)
        if not alive or (only is not None and place.session_id not in only):
            continue
        if seats.has_begun(place.session) and place.status == Status.CONFIRMED:
            raise ValidationError(f"La sessione «{place.session}» è già cominciata.")
        seats.vacate(place)
        seats.refill(place.session)
        gone += 1
    return gone


def _own(places: list[Place], session) -> Place:
    found = [place for place in places if place.session_id == session.pk]
    if not found or found[0].status not in (Status.OFFERED, Status.CONFIRMED):
        raise ValidationError("Il posto non è più offerto: è passato a chi segue nella lista.")
    return found[0]


@transaction.atomic
def accept_offer(*, registration, session) -> Place:
    registration, places = _fresh(registration)
    place = _own(places, session)
    if place.status == Status.OFFERED:
        seats.settle(place)
    return place


@transaction.atomic
def decline_offer(*, registration, session) -> Place:
    registration, places = _fresh(registration)
    place = _own(places, session)
    if place.status == Status.OFFERED:
        seats.vacate(place)
        seats.refill(place.session)
    return place


def expire_offers() -> int:
    """Scheduled: offers nobody took in time go to the next in the queue."""
    late = Place.objects.filter(status=Status.OFFERED, offered_until__lte=timezone.now())
    gone = 0
    for event_id in set(late.values_list("session__event_id", flat=True)):
        with transaction.atomic():
            locked = seats.lock(event_id)
            for place in late.filter(session__in=locked).select_related("registration__event"):
                place.session = locked[place.session_id]
                seats.vacate(place, Status.EXPIRED)
                gone += 1
            for session in locked.values():
                seats.refill(session)
    return gone


@transaction.atomic
def change_capacity(*, session, capacity: int | None) -> Session:
    """Fewer places send nobody away; more places go to who waits."""
    fresh = seats.lock(session.event_id)[session.pk]
    fresh.capacity = capacity
    fresh.save(update_fields=["capacity"])
    seats.refill(fresh)
    return fresh


@transaction.atomic
def refill_session(*, session) -> int:
    """After any other change by staff: nobody waits while a place is free."""
    return seats.refill(seats.lock(session.event_id)[session.pk])


@transaction.atomic
def renew_links(*, registration) -> Registration:
    """Makes every personal link void: for a mail that went to the wrong person."""
    registration, _ = _fresh(registration)
    registration.nonce = new_nonce()
    registration.save(update_fields=["nonce"])
    return registration
