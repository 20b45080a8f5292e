# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scheduled: what people get after an event, once.

Who was there is thanked, with certificates and questionnaire. Who agreed is put in touch.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail

from .. import follow_up_mails
from ..joining import window
from ..models import Event, Place, Registration

THANKS_AFTER, CONTACTS_AFTER = timedelta(days=1), timedelta(days=2)
TOO_LATE = timedelta(days=10)


def ended_at(event: Event) -> datetime | None:
    """The end of the last session that took place, prefetched or not."""
    ends = [window(session)[1] for session in event.sessions.all() if not session.is_cancelled]
    return max(ends, default=None)


def _ended(after: timedelta, now: datetime) -> Iterator[Event]:
    today = timezone.localdate(now)
    events = Event.objects.going_ahead().filter(
        is_history=False, last_day__gte=today - TOO_LATE, last_day__lte=today
    )
    for event in events.prefetch_related("sessions").order_by("pk"):
        ended = ended_at(event)
        if ended and ended + after <= now < ended + TOO_LATE:
            yield event


def _untold(people: Iterable[Registration], key) -> list[Registration]:
    keys = {key(person): person for person in people}
    known = set(OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True))
    return [person for each, person in keys.items() if each not in known]


def thank(now: datetime | None = None) -> int:
    """A day after, to who was there; returns how many mails are new."""
    new = 0
    for event in _ended(THANKS_AFTER, now or timezone.now()):
        present = Registration.objects.confirmed_email().filter(
            event=event, places__presence__is_valid=True
        )
        people = _untold(present.distinct().order_by("pk"), follow_up_mails.thanks_key)
        new += outbox.put_many(follow_up_mails.thanks(person, event) for person in people)
    return new


def _share(one: Registration, other: Registration) -> bool:
    """The same topic; in an event without topics, the event itself."""
    if not one.shared_topics or not other.shared_topics:
        return one.shared_topics == other.shared_topics
    return bool(set(one.shared_topics) & set(other.shared_topics))


@transaction.atomic
def introduce(now: datetime | None = None) -> int:
    """Two days after, to who agreed: the others who did, on the same topics.

    Their rows are locked, so nobody who is taking the consent back is told of.
    """
    new = 0
    for event in _ended(CONTACTS_AFTER, now or timezone.now()):
        with_place = Place.objects.confirmed().filter(
            session__event=event, session__is_cancelled=False
        )
        willing = list(
            Registration.objects.confirmed_email()
            .filter(event=event, shares_contact=True, pk__in=with_place.values("registration"))
            .select_for_update(no_key=True)
            .order_by("pk")
        )
        mails = []
        for person in _untold(willing, follow_up_mails.contacts_key):
            others = [each for each in willing if each != person and _share(person, each)]
            if others:
                mails.append(follow_up_mails.contacts(person, event, others))
        new += outbox.put_many(mails)
    return new


def take_back(registration: Registration) -> int:
    """Who no longer agrees is in no mail that has not left: they are written anew without."""
    return outbox.withdraw(follow_up_mails.contacts_prefix(registration.event_id))
