# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for requests without being asked."""

from datetime import timedelta

from django.conf import settings

from migliorapa.core import jobs, outbox

from . import fetching, notifications
from .actions import asking, calls, desk, faqs, passing, quarantine, retention, reuse, topics


def register() -> None:
    outbox.offer_check(notifications.CALL_CHECK, notifications.call_stands)
    jobs.register("helpdesk:unconfirmed", timedelta(hours=6), asking.forget_unconfirmed)
    jobs.register("helpdesk:visitors", timedelta(hours=6), reuse.forget_visitors)
    jobs.register("helpdesk:review", timedelta(days=1), faqs.find_stale)
    jobs.register("helpdesk:topics", timedelta(hours=1), topics.fill)
    jobs.register("helpdesk:calls", timedelta(minutes=5), calls.remind)
    jobs.register("helpdesk:mail-kept", timedelta(days=1), quarantine.forget_old)
    jobs.register("helpdesk:mail-waiting", timedelta(days=1), quarantine.remind)
    if settings.IMAP_HOST:
        jobs.register("helpdesk:mail", timedelta(minutes=1), fetching.fetch)
    jobs.register("helpdesk:late", timedelta(minutes=5), passing.escalate_late)
    jobs.register("helpdesk:settled", timedelta(hours=6), passing.close_settled)
    jobs.register("helpdesk:waiting", timedelta(hours=6), passing.remind_waiting)
    jobs.register("helpdesk:unanswered", timedelta(hours=6), passing.settle_waiting)
    jobs.register("helpdesk:looks", timedelta(hours=6), desk.forget_looks)
    jobs.register("helpdesk:retention", timedelta(hours=1), retention.anonymise_old)
