# SPDX-License-Identifier: AGPL-3.0-or-later
"""People of an old event are forgotten; how many they were stays.

Certificates stay too, and their codes verify, without saying whose they are. Needs keep their
words and lose their person.
"""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from migliorapa.core import outbox

from .. import head_counts
from ..follow_up_mails import contacts_prefix, thanks_key
from ..models import Answer, Event, Figure, Place, Presence, Registration, Session, StaffMessage
from . import seats

AT_MOST_EVENTS = 20  # in one run: each takes its people in one transaction
REMINDERS = ("week", "day", "hour")


def _old() -> list[int]:
    """Events whose people are to be forgotten, the oldest first."""
    limit = timezone.localdate() - timedelta(days=settings.EVENT_RETENTION_DAYS)
    old = Event.objects.filter(last_day__lt=limit, registrations__isnull=False)
    return list(old.order_by("last_day", "pk").values_list("pk", flat=True).distinct())


def forget() -> int:
    """Scheduled: how many registrations are gone. Running again changes nothing."""
    return sum(forget_event(pk) for pk in _old()[:AT_MOST_EVENTS])


@transaction.atomic
def forget_event(event_id: int) -> int:
    sessions = seats.lock(event_id)
    people = list(Registration.objects.select_for_update().filter(event=event_id).order_by("pk"))
    places = list(Place.objects.filter(registration__in=people).values_list("pk", flat=True))
    _keep_counts(sessions.values())
    _forget_log(event_id, list(sessions), people, places)
    outbox.forget(_mails(event_id, people, places))
    Registration.objects.filter(pk__in=[person.pk for person in people]).delete()
    return len(people)


def _keep_counts(sessions) -> None:
    """Added to what is there already, if somebody was registered later by hand."""
    for (pk, region, kind, channel), count in head_counts.counts(sessions).items():
        row, _ = Figure.objects.get_or_create(
            session_id=pk, region_code=region, administration_type=kind, channel=channel
        )
        Figure.objects.filter(pk=row.pk).update(
            registered=F("registered") + count.registered, present=F("present") + count.present
        )


def _forget_log(event_id, sessions, people, places) -> None:
    """The admin writes names into its log."""
    keys = {
        Registration: [person.pk for person in people],
        Place: places,
        Presence: Presence.objects.filter(place__in=places).values_list("pk", flat=True),
        Answer: Answer.objects.filter(registration__in=people).values_list("pk", flat=True),
    }
    for model, found in keys.items():
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in found]).delete()
    _forget_mentions(event_id, sessions, {person.name for person in people})


def _forget_mentions(event_id, sessions, names: set[str]) -> None:
    """Rows of an inline are named in the log of what they are part of."""
    told = []
    for model, found in ((Event, [event_id]), (Session, sessions)):
        kind = ContentType.objects.get_for_model(model)
        told += LogEntry.objects.filter(
            content_type=kind, object_id__in=[str(pk) for pk in found]
        ).values_list("pk", "change_message")
    spelt = names | {json.dumps(name)[1:-1] for name in names}
    personal = [pk for pk, message in told if any(name in message for name in spelt)]
    LogEntry.objects.filter(pk__in=personal).delete()


def _mails(event_id, people, places) -> list[str]:
    """How the keys of every mail to these people about this event begin."""
    found = [contacts_prefix(event_id)]
    for person in people:
        found += [f"events:{kind}:{person.pk}:" for kind in ("confirm", "already", "changed")]
        found.append(thanks_key(person))
    for pk in places:
        found.append(f"events:place:{pk}:")
        found += [f"events:remind:{which}:{pk}:" for which in REMINDERS]
    messages = StaffMessage.objects.filter(event=event_id).values_list("pk", flat=True)
    return found + [f"events:message:{pk}:" for pk in messages]
