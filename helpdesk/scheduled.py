# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for requests without being asked."""

from datetime import timedelta

from migliorapa.core import jobs, outbox

from . import notifications
from .actions import asking, calls, faqs, reuse


def register() -> None:
    outbox.offer_check(notifications.CALL_CHECK, notifications.call_stands)
    jobs.register("helpdesk:unconfirmed", timedelta(hours=6), asking.forget_unconfirmed)
    jobs.register("helpdesk:visitors", timedelta(hours=6), reuse.forget_visitors)
    jobs.register("helpdesk:review", timedelta(days=1), faqs.find_stale)
    jobs.register("helpdesk:calls", timedelta(minutes=5), calls.remind)
