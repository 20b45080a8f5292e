# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everybody clicks at once, over HTTP, on eight real workers: `bench/race.py` runs it longer."""

import pytest

from bench import race_rounds
from tests.committed import outside
from tests.copied import on_a_copy

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, worker_id):
    with django_db_blocker.unblock(), on_a_copy(f"race_{worker_id}") as opened:
        yield opened


def test_two_hundred_at_once_for_fifty_places_are_fifty_and_a_queue(portal):
    assert outside(lambda: race_rounds.rush(portal)) == []


def test_workers_killed_in_the_middle_lose_and_double_nothing(portal):
    assert outside(lambda: race_rounds.rush(portal, dying=True)) == []


def test_leaving_arriving_and_resizing_at_once_keeps_the_order_and_wastes_no_place(portal):
    assert outside(lambda: race_rounds.churn(portal)) == []
