# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registering, confirming, cancelling, accepting. Refusals are ValidationError.

One order of locks for all: the sessions of the event, then the registration.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import notifications
from ..models import Answer, Event, Need, Place, Registration, Session
from ..models.registration import new_nonce
from . import follow_up, places, seats
from .places import (
    accept_offer,
    cancel_places,
    change_capacity,
    decline_offer,
    expire_offers,
    refill_all,
    refill_session,
)

__all__ = [
    "accept_offer",
    "add_sessions",
    "cancel_places",
    "change_capacity",
    "check_open",
    "confirm_email",
    "decline_offer",
    "email_key",
    "expire_offers",
    "forget_unconfirmed",
    "refill_all",
    "refill_session",
    "register",
    "renew_links",
    "withdraw_contact",
]

Status = Place.Status
FIXED_WHEN_CONFIRMED = {
    *("administration", "administration_name", "administration_type", "region_code"),
}
KEPT_UNCONFIRMED = timedelta(days=7)


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
    registration = Registration.objects.select_for_update(no_key=True).get(
        event=event, email_key=key
    )
    registration.event = event
    return registration


def _keep_answers(registration, answers: Mapping) -> None:
    for question, text in answers.items():
        if not (text := text.strip()):
            registration.answers.filter(question=question).delete()
        else:
            Answer.objects.update_or_create(
                registration=registration, question=question, defaults={"text": text}
            )


def _keep_needs(registration) -> None:
    """What the answers tell as a need, for the listening; of confirmed people only."""
    told = registration.answers.filter(question__is_need=True).order_by("question__position", "pk")
    text = "\n\n".join(told.values_list("text", flat=True))
    if text:
        Need.objects.update_or_create(
            event=registration.event,
            registration=registration,
            source=Need.Source.REGISTRATION,
            defaults={"text": text},
            create_defaults={
                "text": text,
                "topics": registration.event.topics[:1],
                "region_code": registration.region_code,
                "administration_type": registration.administration_type,
            },
        )


def _want(registration, sessions) -> list[Place]:
    """A pending place in each session where the person has none alive."""
    pending = registration.places.filter(status=Status.PENDING)
    pending.exclude(session__in=sessions).delete()  # of an earlier, unconfirmed try
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


def _is_owner(user, registration) -> bool:
    """Also of what one registered for as a visitor, from the very same address."""
    if user is None:
        return False
    if registration.user_id is None:
        return registration.email.casefold() == user.email.casefold()
    return registration.user_id == user.pk


def _write(registration, details, *, email, user) -> None:
    """For whom a confirmed person works stays: places are counted by it."""
    kept = FIXED_WHEN_CONFIRMED if registration.confirmed else set()
    for name, value in details.items():
        if name not in kept:
            setattr(registration, name, value)
    registration.user, registration.email = user, email.strip()
    if not registration.confirmed:
        registration.created = registration.notice_read = timezone.now()
        registration.confirmed = registration.created if user is not None else None
    registration.save()


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
    locked = seats.lock(event.pk)
    event = Event.objects.get(pk=event.pk)
    check_open(event)
    chosen = _chosen(sessions, locked)
    registration = _registration(event, email, details | {"user": user})
    if registration.confirmed and not _is_owner(user, registration):
        notifications.already_registered(registration)
        return registration
    _write(registration, details, email=email, user=user)
    _keep_answers(registration, answers or {})
    wanted = _want(registration, chosen)
    if registration.confirmed:
        _keep_needs(registration)
        for place in wanted:
            seats.seat(place)
    else:
        notifications.confirm_email_wanted(registration)
    return registration


@transaction.atomic
def confirm_email(*, registration) -> Registration:
    """The second half of the double opt-in; doing it twice changes nothing."""
    registration, own = places.fresh(registration)
    if registration.confirmed:
        return registration
    check_open(registration.event)
    registration.confirmed = timezone.now()
    registration.save(update_fields=["confirmed"])
    _keep_needs(registration)
    for place in own:
        if place.status == Status.PENDING:
            if place.session.is_cancelled or seats.has_begun(place.session):
                seats.vacate(place)
            else:
                seats.seat(place)
    return registration


@transaction.atomic
def add_sessions(*, registration, sessions) -> Registration:
    """From one's own page: another session, or again one that was given up."""
    locked = seats.lock(registration.event_id)
    registration, _ = places.fresh(registration)
    check_open(registration.event)
    if not registration.confirmed:
        raise ValidationError("Confermate prima il vostro indirizzo e-mail.")
    for place in _want(registration, _chosen(sessions, locked)):
        seats.seat(place)
    return registration


@transaction.atomic
def forget_unconfirmed() -> int:
    """Scheduled: who never confirmed the e-mail leaves nothing behind."""
    old = Registration.objects.filter(
        confirmed=None, created__lte=timezone.now() - KEPT_UNCONFIRMED
    )
    locked = old.select_for_update(skip_locked=True).values_list("pk", flat=True)
    gone = Registration.objects.filter(pk__in=list(locked)).delete()[1]
    return gone.get("events.Registration", 0)


@transaction.atomic
def renew_links(*, registration) -> Registration:
    """Makes every personal link void: for a mail that went to the wrong person."""
    registration, _ = places.fresh(registration)
    registration.nonce = new_nonce()
    registration.save(update_fields=["nonce"])
    return registration


@transaction.atomic
def withdraw_contact(*, registration) -> Registration:
    """No longer put in touch with the others."""
    registration, _ = places.fresh(registration)
    registration.shares_contact, registration.shared_topics = False, []
    registration.save(update_fields=["shares_contact", "shared_topics"])
    follow_up.take_back(registration)
    return registration
