# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scheduled: who has a place is reminded a week, a day and an hour before."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail

from .. import notifications
from ..mail_checks import LEADS, reminder_key, reminder_window
from ..models import Event, Place


def _soon(now):
    today = timezone.localdate(now)
    near = Q(session__starts__gt=now, session__starts__lte=now + max(LEADS.values()))
    tomorrow = Q(session__starts=None, session__day=today + LEADS["day"])
    return Place.objects.confirmed().filter(
        near | tomorrow,
        session__is_cancelled=False,
        session__event__status=Event.Status.PUBLISHED,
    )


def _due(now) -> Iterator[tuple[str, Place, str]]:
    """Whoever got the place after the moment of a reminder has just had all of it in a mail."""
    for place in _soon(now).select_related("registration", "session__event"):
        place.registration.event = place.session.event
        for which in LEADS:
            window = reminder_window(place.session, which)
            if window and window[0] <= now <= window[1] and place.changed <= window[0]:
                yield reminder_key(place, which), place, which


def send_reminders(now=None) -> int:
    """How many are new; running again adds none."""
    due = {key: (place, which) for key, place, which in _due(now or timezone.now())}
    known = set(OutboxMail.objects.filter(key__in=due).values_list("key", flat=True))
    fresh = [told for key, told in due.items() if key not in known]
    return outbox.put_many(notifications.remind(place, which) for place, which in fresh)
