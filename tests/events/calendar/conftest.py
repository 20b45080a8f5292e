# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from events.models import Event, Series


@pytest.fixture(autouse=True)
def an_empty_calendar(catalogue):
    """Without the appointments that the first run loads: each test says what there is."""
    Event.objects.all().delete()
    Series.objects.all().delete()
