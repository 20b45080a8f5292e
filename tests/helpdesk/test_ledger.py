# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was acknowledged is there once and was told; `python -m bench ledger` does it with 2,000."""

import pytest

from bench import ledger_rounds
from tests.committed import outside
from tests.copied import on_a_copy

pytestmark = pytest.mark.django_db
SUBMISSIONS, CLIENTS = 150, 8


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, worker_id):
    with django_db_blocker.unblock(), on_a_copy(f"ledger_{worker_id}") as opened:
        yield opened


def test_killed_workers_and_a_dead_mail_server_lose_and_double_no_request(portal, smtp_sink):
    faults, figures = outside(
        lambda: ledger_rounds.storm(portal, smtp_sink, submissions=SUBMISSIONS, clients=CLIENTS)
    )
    assert faults == []
    assert figures.submissions == SUBMISSIONS
    assert figures.deliveries >= figures.mails >= 2 * SUBMISSIONS
