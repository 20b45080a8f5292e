# SPDX-License-Identifier: AGPL-3.0-or-later
from contextlib import contextmanager

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """allauth counts attempts in the cache, which outlives a test's transaction."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def inbox(mailoutbox, django_capture_on_commit_callbacks):
    """Mails that leave when the transaction commits: `with inbox() as mails: ...`."""

    @contextmanager
    def capture():
        with django_capture_on_commit_callbacks(execute=True):
            yield mailoutbox

    return capture
