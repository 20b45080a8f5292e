# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails after an event, for `outbox.put_many`. Keys hold numbers only."""

from django.conf import settings
from django.template.loader import render_to_string

from migliorapa.core.text import fold

from . import links, mail_checks
from .models import Event, Place, Registration


def thanks_key(registration: Registration) -> str:
    return f"events:after:{registration.pk}:"


def contacts_prefix(event_id: int) -> str:
    return f"events:contacts:{event_id}:"


def contacts_key(registration: Registration) -> str:
    return f"{contacts_prefix(registration.event_id)}{registration.pk}"


def _mail(registration, event, *, key, subject, template, context) -> dict:
    common = {
        "event": event,
        "registration": registration,
        "own_page": links.address("registration", registration),
        "contact": event.contact or settings.OWNER_EMAIL,
    }
    return {
        "key": key,
        "to": registration.email,
        "subject": f"[MiglioraPA] {subject}: {event.title}",
        "text": render_to_string(f"email/events/{template}.txt", common | context),
        "reply_to": event.contact,
        "check": mail_checks.REGISTRATION,
        "argument": f"{registration.pk}:{registration.nonce}",
    }


def thanks(registration: Registration, event: Event) -> dict:
    """Certificates where they were issued, the questionnaire unless answered already."""
    certified = Place.objects.filter(
        registration=registration, certificate__revoked=None, certificate__isnull=False
    ).select_related("session")
    certificates = []
    for place in certified.order_by("session__day", "session__starts", "pk"):
        place.registration = registration
        certificates.append((place.session.title, links.address("certificate", place)))
    asked = "" if registration.gave_feedback else links.address("feedback", registration)
    return _mail(
        registration,
        event,
        key=thanks_key(registration),
        subject="Grazie di essere stati con noi",
        template="thanks",
        context={"certificates": certificates, "feedback": asked},
    )


def contacts(registration: Registration, event: Event, others: list[Registration]) -> dict:
    return _mail(
        registration,
        event,
        key=contacts_key(registration),
        subject="Chi lavora sugli stessi argomenti",
        template="contacts",
        context={"others": sorted(others, key=lambda each: fold(each.name))},
    )
