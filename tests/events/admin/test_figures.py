# SPDX-License-Identifier: AGPL-3.0-or-later
import itertools

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from events.figures import suppress, suppress_groups
from events.models import Figure, Presence
from tests.events.admin.forms import words
from tests.factories.events import PlaceFactory, RegistrationFactory, SessionFactory

CELLS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), max_size=7)


def test_one_small_cell_takes_the_next_smallest_with_it():
    shown, total = suppress({"Puglia": 20, "Sicilia": 3, "Lazio": 9, "Molise": 0})
    assert shown == {"Puglia": 20, "Sicilia": None, "Lazio": None, "Molise": 0}
    assert total == 32


def test_two_tiny_cells_are_not_enough_to_hide_each_other():
    shown, total = suppress({"a": 1, "b": 1, "c": 6, "d": 30})
    assert shown == {"a": None, "b": None, "c": None, "d": 30}
    assert total == 38


def test_a_small_total_hides_everything():
    assert suppress({"a": 3, "b": 0}) == ({"a": None, "b": 0}, None)
    assert suppress({"a": 9}) == ({"a": 9}, 9)


@given(CELLS)
@settings(max_examples=200, deadline=None)
def test_no_small_cell_follows_from_what_is_shown(counts):
    """Whoever knows the rule still finds two ways to fill what is hidden."""
    shown, total = suppress(counts)
    gone = [label for label, value in shown.items() if value is None]
    assert not [label for label, value in shown.items() if value and value < 5]
    if not gone or total is None:
        return
    left = total - sum(value or 0 for value in shown.values())
    ways = [
        fill
        for fill in itertools.product(range(1, left + 1), repeat=min(len(gone), 3))
        if (sum(fill) == left if len(gone) <= 3 else sum(fill) < left)
    ]
    for place in range(min(len(gone), 3)):
        assert len({fill[place] for fill in ways}) > 1


def test_a_region_does_not_follow_from_its_group():
    inside, outside, total = suppress_groups(
        {"sud": {"15": 3, "16": 30, "18": 8}, "altre": {"03": 2, "12": 40}}
    )
    assert inside["sud"] == {"15": None, "16": 30, "18": None}
    assert inside["altre"] == {"03": None, "12": None}
    assert outside == {"sud": 41, "altre": 42}
    assert total == 83


def test_a_group_of_one_small_region_hides_another_group():
    _, outside, total = suppress_groups({"sud": {"15": 3}, "altre": {"03": 9, "12": 40}})
    assert outside == {"sud": None, "altre": None}
    assert total == 52


def people(session, number, region, kind="comune", present=True):
    for _ in range(number):
        registration = RegistrationFactory(
            event=session.event, region_code=region, administration_type=kind
        )
        place = PlaceFactory(session=session, registration=registration)
        if present:
            Presence.objects.create(place=place, source=Presence.Source.CHECK_IN)


@pytest.mark.django_db
def test_living_and_kept_figures_add_up_and_small_ones_are_hidden(staff):
    session = SessionFactory(past=True)
    people(session, 6, "16")
    people(session, 3, "15", present=False)
    Figure.objects.create(
        session=session,
        region_code="16",
        administration_type="comune",
        channel="presenza",
        registered=10,
        present=7,
    )
    page = words(staff.get(reverse("admin:events_event_figures")))
    assert "Puglia nascosto 13" in page
    assert "Campania nascosto 0" in page
    assert "Totale 19 13" in page
    text = staff.get(reverse("admin:events_event_figures"), {"formato": "csv"}).content.decode()
    assert "Per regione;Puglia;nascosto;13" in text
    assert ";3" not in text


@pytest.mark.django_db
def test_figures_of_one_year_leave_the_others_out(staff):
    session = SessionFactory(past=True)
    people(session, 6, "16")
    url = reverse("admin:events_event_figures")
    assert "Totale 6 6" in words(staff.get(url, {"anno": session.day.year}))
    assert "nessuna partecipazione" in words(staff.get(url, {"anno": 1999}))
    assert staff.get(url, {"anno": "abc", "serie": "9" * 40}).status_code == 200
