# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from events.models import Event


@pytest.fixture(autouse=True)
def without_history(request):
    """Tests here count events: those of the past stay out."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Event.objects.all().delete()


@pytest.fixture
def staff(client, redazione):
    client.force_login(redazione)
    return client
