# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.core import signing
from django.utils import timezone

STARTED = signing.b62_encode(int(timezone.now().timestamp()))


@pytest.fixture(autouse=True)
def steady_links(monkeypatch):
    """A personal link holds the second it was signed: two made in a test must be the same."""
    monkeypatch.setattr(signing.TimestampSigner, "timestamp", lambda self: STARTED)
