# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every mail about registrations, written in the transaction of what it tells.

Keys name rows by number and outlive the mails, so nothing is told twice. The checks in
`mail_checks.py` drop a mail that is no longer true when its turn comes.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.core import limits, moments, outbox

from . import invitation, links, mail_checks, wording
from .models import Event, Place, Registration, Session, StaffMessage

Status = Place.Status
TO_CONFIRM_WITHIN = timedelta(days=7)
SUBJECTS = {
    Status.CONFIRMED: "Posto confermato",
    Status.WAITING: "Siete in lista d'attesa",
    Status.OFFERED: "Si è liberato un posto: confermatelo",
    Status.EXPIRED: "Offerta scaduta",
    Status.CANCELLED: "Posto annullato",
}
ALIVE = (Status.CONFIRMED, Status.OFFERED, Status.WAITING)


def _mail(registration, subject, template, context, **more) -> dict:
    event = registration.event
    common = {
        "registration": registration,
        "event": event,
        "event_url": settings.SITE_URL + event.get_absolute_url(),
        "own_page": links.address("registration", registration),
        "contact": event.contact or settings.OWNER_EMAIL,
    }
    return {
        "to": registration.email,
        "subject": f"[MiglioraPA] {subject}: {event.title}",
        "text": render_to_string(f"email/events/{template}.txt", common | context),
        "reply_to": event.contact,
        **more,
    }


def _session_facts(session: Session) -> dict:
    return {
        "session": session,
        "when": wording.when(session),
        "where": wording.where(session),
    }


def _join_address(place: Place) -> str:
    """Only for who has a place in something held online; the room itself is never told."""
    is_online = place.session.event.is_online or place.session.kind == Session.Kind.ONLINE
    return links.address("join", place) if is_online else ""


def confirm_by(registration: Registration, sessions: Iterable[Session]) -> datetime:
    """When an unconfirmed registration is lost at the latest."""
    event = registration.event
    starts = [
        session.starts or datetime.combine(session.day + timedelta(days=1), time(0), moments.ROME)
        for session in sessions
    ]
    limit = registration.created + TO_CONFIRM_WITHIN
    return min(filter(None, [limit, event.registration_closes, max(starts, default=None)]))


def confirm_email_wanted(registration: Registration) -> None:
    """At most one an hour."""
    key = f"events:confirm:{registration.pk}:{registration.nonce}"
    if not limits.allow(key, at_most=1, within=timedelta(hours=1)):
        return
    sessions = [place.session for place in registration.places.select_related("session__event")]
    context = {
        "sessions": [_session_facts(session) for session in sessions],
        "link": links.address("confirm", registration),
        "until": moments.in_words(confirm_by(registration, sessions)),
    }
    outbox.put(
        key=f"{key}:{timezone.now():%Y%m%dT%H%M%S.%f}",
        check=mail_checks.UNCONFIRMED,
        argument=f"{registration.pk}:{registration.nonce}",
        **_mail(registration, "Confermate la vostra iscrizione", "confirm", context),
    )


def already_registered(registration: Registration) -> None:
    """At most one a day: somebody wrote this address in the form."""
    key = f"events:already:{registration.pk}:{registration.nonce}"
    if limits.allow(key, at_most=1, within=timedelta(days=1)):
        outbox.put(
            key=f"{key}:{timezone.now():%Y%m%dT%H%M%S.%f}",
            check=mail_checks.REGISTRATION,
            argument=f"{registration.pk}:{registration.nonce}",
            **_mail(registration, "Siete già iscritti", "already_registered", {}),
        )


def placed(place: Place) -> None:
    """What became of a place: the state tells which mail."""
    registration = place.registration
    if place.status not in SUBJECTS or registration.confirmed is None:
        return
    never_had = place.status == Status.CANCELLED and place.number is None
    context = _session_facts(place.session) | {
        "place": place,
        "never_had": never_had,
        "ahead": wording.ahead_in_words(wording.ahead_of(place))
        if place.status == Status.WAITING
        else "",
        "until": moments.in_words(place.offered_until) if place.offered_until else "",
        "join": _join_address(place) if place.status == Status.CONFIRMED else "",
    }
    subject = "Non ci sono più posti" if never_had else SUBJECTS[place.status]
    outbox.put(
        key=f"events:place:{place.pk}:{place.revision}",
        check=mail_checks.PLACE,
        argument=f"{place.pk}:{place.revision}",
        attachments=_attached(place),
        **_mail(registration, subject, f"placed_{place.status}", context),
    )


def _attached(place: Place):
    if place.status == Status.CONFIRMED:
        return invitation.attachments([place])
    if place.status == Status.CANCELLED and place.number is not None:
        return invitation.attachments([place], cancelled=True)
    return ()


def changed(event: Event, sessions: Iterable[Session]) -> int:
    """Day, time, place or state of some sessions: told to whoever has something there."""
    told = {session.pk: session for session in sessions}
    places = Place.objects.filter(session__in=told, status__in=ALIVE)
    by_person: dict[int, list[Place]] = {}
    for place in places.select_related("registration").order_by("session__day", "session_id"):
        place.session = told[place.session_id]
        place.session.event = place.registration.event = event
        by_person.setdefault(place.registration_id, []).append(place)
    return outbox.put_many(_changed(event, places) for places in by_person.values())


def cancelled(event: Event) -> int:
    return changed(event, list(event.sessions.all()))


def _is_off(session: Session) -> bool:
    return session.is_cancelled or session.event.is_cancelled


def _changed_subject(event: Event, places: list[Place]) -> str:
    if all(_is_off(place.session) for place in places):
        return "Annullato"
    return "Rinviato" if event.is_postponed else "Cambia il programma"


def _changed(event: Event, places: list[Place]) -> dict:
    registration = places[0].registration
    confirmed = [place for place in places if place.status == Status.CONFIRMED]
    facts = [
        _session_facts(place.session)
        | {
            "place": place,
            "is_off": _is_off(place.session),
            "join": _join_address(place) if place in confirmed else "",
        }
        for place in places
    ]
    mail = _mail(
        registration,
        _changed_subject(event, places),
        "changed",
        {"facts": facts, "everything_is_off": all(fact["is_off"] for fact in facts)},
        attachments=[
            *invitation.attachments([p for p in confirmed if not _is_off(p.session)]),
            *invitation.attachments([p for p in confirmed if _is_off(p.session)], cancelled=True),
        ],
    )
    return mail | {
        "key": f"events:changed:{registration.pk}:{mail_checks.version(places)}",
        "check": mail_checks.CHANGED,
        "argument": f"{registration.pk}:{mail_checks.version(places)}",
    }


def remind(place: Place, which: str) -> dict:
    """The mail for `outbox.put_many`; `which` is "week", "day" or "hour"."""
    context = _session_facts(place.session) | {"which": which, "join": _join_address(place)}
    subject = {"week": "Tra una settimana", "day": "Domani", "hour": "Tra un'ora"}[which]
    return _mail(
        place.registration,
        subject,
        "reminder",
        context,
        key=mail_checks.reminder_key(place, which),
        check=mail_checks.REMINDER,
        argument=f"{place.pk}:{place.revision}:{which}:{mail_checks.beginning(place.session)}",
    )


def addressed(staff_message: StaffMessage):
    """The registrations a message of staff is for."""
    audience = {
        StaffMessage.Audience.CONFIRMED: [Status.CONFIRMED],
        StaffMessage.Audience.WAITING: [Status.WAITING, Status.OFFERED],
        StaffMessage.Audience.EVERYBODY: ALIVE,
    }[staff_message.audience]
    places = Place.objects.filter(session__event=staff_message.event_id, status__in=audience)
    if staff_message.session_id:
        places = places.filter(session=staff_message.session_id)
    return Registration.objects.confirmed_email().filter(pk__in=places.values("registration"))


def message(staff_message: StaffMessage) -> int:
    """What staff wrote, once to each person it is for; returns how many."""
    mails = []
    for registration in addressed(staff_message):
        registration.event = staff_message.event
        mails.append(
            _mail(registration, staff_message.subject, "message", {"body": staff_message.body})
            | {"key": f"events:message:{staff_message.pk}:{registration.pk}"}
        )
    return outbox.put_many(mails)
