# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mailbox and the pipe hand over the same mail in the same moment."""

from functools import partial

import pytest

from helpdesk.actions import inbound
from helpdesk.models import InboundMail
from tests.committed import at_once, outside

from .letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleared(db):
    yield
    outside(InboundMail.objects.filter(sender="doppia@altrove.invalid").delete)


def test_the_same_mail_from_six_sides_is_one(cleared):
    raw = letter(From="doppia@altrove.invalid")
    mails = at_once(*[partial(inbound.receive, raw)] * 6)
    assert [mail.outcome for mail in mails] == ["quarantine"] * 6
    assert len({mail.pk for mail in mails}) == 1
