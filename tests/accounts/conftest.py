# SPDX-License-Identifier: AGPL-3.0-or-later
from contextlib import contextmanager

import pytest
from django.core.cache import cache

from migliorapa.core import outbox


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """allauth counts attempts in the cache, which outlives a test's transaction."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def inbox(db, mailoutbox):
    """Mails that the outbox sends at the end: `with inbox() as mails: ...`."""

    @contextmanager
    def capture():
        outbox.deliver_due()
        mailoutbox.clear()
        try:
            yield mailoutbox
        finally:
            outbox.deliver_due()

    return capture
