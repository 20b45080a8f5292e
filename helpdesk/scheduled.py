# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for requests without being asked."""

from datetime import timedelta

from django.conf import settings

from migliorapa.core import jobs, outbox

from .actions import calls, deadlines, desk, faqs, quarantine, retention, reuse, topics, visitors
from .mail import fetching
from .notifications import call_mails


def register() -> None:
    outbox.offer_check(call_mails.CHECK, call_mails.stands)
    jobs.register("helpdesk:unconfirmed", timedelta(hours=6), visitors.forget_unconfirmed)
    jobs.register("helpdesk:visitors", timedelta(hours=6), reuse.forget_visitors)
    jobs.register("helpdesk:review", timedelta(days=1), faqs.find_stale)
    jobs.register("helpdesk:topics", timedelta(hours=1), topics.fill)
    jobs.register("helpdesk:calls", timedelta(minutes=5), calls.remind)
    jobs.register("helpdesk:mail-kept", timedelta(days=1), quarantine.forget_old)
    jobs.register("helpdesk:mail-waiting", timedelta(days=1), quarantine.remind)
    if settings.IMAP_HOST:
        jobs.register("helpdesk:mail", timedelta(minutes=1), fetching.fetch)
    jobs.register("helpdesk:late", timedelta(minutes=5), deadlines.escalate_late)
    jobs.register("helpdesk:settled", timedelta(hours=6), deadlines.close_settled)
    jobs.register("helpdesk:waiting", timedelta(hours=6), deadlines.remind_waiting)
    jobs.register("helpdesk:unanswered", timedelta(hours=6), deadlines.settle_waiting)
    jobs.register("helpdesk:looks", timedelta(hours=6), desk.forget_looks)
    jobs.register("helpdesk:retention", timedelta(hours=1), retention.anonymise_old)
