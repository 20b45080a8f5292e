# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.actions import tickets
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import QueueFactory, opened

from .imap import imap_box, imap_server  # noqa: F401


@pytest.fixture(autouse=True)
def reply_address(settings, tmp_path):
    settings.REPLY_ADDRESS = "aiuto+{token}@migliorapa.example"
    settings.DEFAULT_FROM_EMAIL = "MiglioraPA <noreply@migliorapa.example>"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bari_ticket(bari, comune_di_bari, operatrice):
    """Asked by Anna Esposito for her municipality; the operator has answered."""
    ticket = opened(bari, administration=comune_di_bari)
    tickets.answer(ticket=ticket, text="Servono 335 risposte.", actor=operatrice)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def queue(db):
    return QueueFactory()


@pytest.fixture
def keys():
    return lambda: set(OutboxMail.objects.values_list("key", flat=True))
