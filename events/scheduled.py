# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for registrations without being asked."""

from datetime import timedelta

from migliorapa.core import jobs

from .actions import (
    certificates,
    follow_up,
    proceedings_index,
    registration,
    reminders,
    retention,
    uploads,
)


def register() -> None:
    jobs.register("events:expire_offers", timedelta(minutes=1), registration.expire_offers)
    jobs.register("events:refill", timedelta(minutes=5), registration.refill_all)
    jobs.register("events:reminders", timedelta(minutes=5), reminders.send_reminders)
    jobs.register("events:unconfirmed", timedelta(hours=6), registration.forget_unconfirmed)
    jobs.register("events:proceedings", timedelta(minutes=5), proceedings_index.come_out)
    jobs.register("events:uploads", timedelta(days=1), uploads.sweep)
    jobs.register("events:certificates", timedelta(minutes=15), certificates.issue_all)
    jobs.register("events:thanks", timedelta(hours=1), follow_up.thank)
    jobs.register("events:contacts", timedelta(hours=1), follow_up.introduce)
    jobs.register("events:retention", timedelta(days=1), retention.forget)
