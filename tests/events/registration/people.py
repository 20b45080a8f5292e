# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to say who registers where, and what they were told."""

from datetime import timedelta

from django.utils import timezone

from events.actions import registration as actions
from events.models import Place
from migliorapa.core.outbox.models import OutboxMail


def details(**more):
    return {
        "name": "Giulia Neri",
        "administration_name": "Comune di Collesereno",
        "administration_type": "comune",
        "region_code": "16",
    } | more


def arrive(session, email="giulia@esempio.invalid", **more) -> Place:
    """Somebody who registers as a visitor and confirms at once."""
    registration = actions.register(
        event=session.event, sessions=[session], email=email, **details(**more)
    )
    actions.confirm_email(registration=registration)
    return registration.places.get(session=session)


def arrive_many(session, number, who="persona", **more) -> list[Place]:
    return [
        arrive(
            session,
            f"{who}{n}@esempio.invalid",
            administration_name=f"Comune di Esempio {n}",
            **more,
        )
        for n in range(number)
    ]


def statuses(session) -> list[str]:
    """In the order of arrival."""
    return list(session.places.order_by("number").values_list("status", flat=True))


def lapse(place) -> None:
    """The deadline of an offer goes by."""
    Place.objects.filter(pk=place.pk).update(offered_until=timezone.now() - timedelta(minutes=1))


def mails_to(email):
    return OutboxMail.objects.filter(to=email).order_by("pk")


def subjects(email) -> list[str]:
    return [mail.subject.removeprefix("[MiglioraPA] ").split(":")[0] for mail in mails_to(email)]
