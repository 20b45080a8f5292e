# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for requests without being asked."""

from datetime import timedelta

from migliorapa.core import jobs

from .actions import asking, faqs, reuse


def register() -> None:
    jobs.register("helpdesk:unconfirmed", timedelta(hours=6), asking.forget_unconfirmed)
    jobs.register("helpdesk:visitors", timedelta(hours=6), reuse.forget_visitors)
    jobs.register("helpdesk:review", timedelta(days=1), faqs.find_stale)
