# SPDX-License-Identifier: AGPL-3.0-or-later
"""Presences grow, are corrected with a reason, and are one a person, whoever clicks when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.actions import presence as actions
from events.models import Event, Place, Presence
from tests.committed import at_once, outside
from tests.factories.events import PlaceFactory, SessionFactory

pytestmark = pytest.mark.django_db
Source = Presence.Source


@pytest.fixture
def place():
    return PlaceFactory(session=SessionFactory(past=True))


def after(place, minutes):
    return place.session.starts + timedelta(minutes=minutes)


def test_two_lists_of_the_platform_are_one_presence_from_the_first_to_the_last(place):
    actions.mark_present(place, source=Source.IMPORT, first=after(place, 5), last=after(place, 60))
    actions.mark_present(place, source=Source.IMPORT, first=after(place, 0), last=after(place, 30))
    presence = Presence.objects.get()
    assert (presence.first_seen, presence.last_seen) == (after(place, 0), after(place, 60))
    assert presence.minutes == 55


def test_the_minutes_of_the_platform_count_more_than_first_and_last(place):
    presence = actions.mark_present(
        place, source=Source.IMPORT, first=after(place, 0), last=after(place, 90), minutes=40
    )
    assert presence.minutes == 40


def test_a_list_adds_the_minutes_that_the_personal_link_does_not_know(place):
    actions.enter(place=place)
    presence = actions.mark_present(place, source=Source.IMPORT, minutes=75)
    assert (presence.source, presence.minutes) == (Source.JOIN, 75)


def test_an_exit_before_the_entrance_and_impossible_minutes_are_refused(place):
    first, last = after(place, 10), after(place, 5)
    with pytest.raises(ValidationError, match="prima dell'ingresso"):
        actions.mark_present(place, source=Source.IMPORT, first=first, last=last)
    with pytest.raises(ValidationError, match="I minuti vanno"):
        actions.mark_present(place, source=Source.STAFF, minutes=10_000)
    assert not Presence.objects.exists()


def test_who_gave_up_the_place_does_not_enter_by_the_link_but_the_desk_may_let_them_in(place):
    Place.objects.update(status=Place.Status.CANCELLED)
    with pytest.raises(ValidationError):
        actions.enter(place=place)
    assert actions.mark_present(place, source=Source.CHECK_IN).is_valid


def test_who_never_confirmed_the_mail_is_not_present():
    place = PlaceFactory(pending=True)
    with pytest.raises(ValidationError, match="e-mail"):
        actions.mark_present(place, source=Source.CHECK_IN)


def test_a_correction_keeps_what_was_there_who_changed_it_and_why(place, redazione):
    presence = actions.mark_present(place, source=Source.IMPORT, minutes=40)
    actions.correct(presence, actor=redazione, reason="Era in ritardo", minutes=20)
    (change,) = presence.changes.all()
    assert (change.before["minutes"], change.after["minutes"]) == (40, 20)
    assert (change.actor, change.reason) == (redazione, "Era in ritardo")


def test_a_correction_without_a_reason_is_refused(place, redazione):
    presence = actions.mark_present(place, source=Source.IMPORT, minutes=40)
    with pytest.raises(ValidationError, match="motivo"):
        actions.correct(presence, actor=redazione, reason="  ", minutes=20)
    with pytest.raises(TypeError):
        actions.correct(presence, actor=redazione, reason="x", source="altro")
    presence.refresh_from_db()
    assert presence.minutes == 40


def test_who_is_declared_absent_does_not_come_back_by_the_link(place, redazione):
    presence = actions.enter(place=place)
    actions.invalidate(presence, actor=redazione, reason="Ha inoltrato il collegamento")
    assert actions.enter(place=place).is_valid is False


def test_a_presence_written_by_staff_is_in_the_log(place, redazione):
    presence = actions.mark_present(
        place, source=Source.STAFF, actor=redazione, reason="Firma sul foglio"
    )
    (change,) = presence.changes.all()
    assert (change.before, change.reason) == ({}, "Firma sul foglio")


def test_eight_clicks_at_once_are_one_presence():
    def enrolled():
        return PlaceFactory(session=SessionFactory(online=True)).pk

    pk = outside(enrolled)

    def click():
        return actions.enter(place=Place.objects.get(pk=pk)).pk

    def clean_up():
        event = Event.objects.get(sessions__places=pk)
        found = Presence.objects.filter(place=pk).count()
        event.delete()
        return found

    try:
        entered = at_once(*[click] * 8)
    finally:
        found = outside(clean_up)
    assert len(set(entered)) == 1
    assert isinstance(entered[0], int)
    assert found == 1


def test_the_first_moment_is_never_after_the_last(place):
    presence = actions.enter(place=place)
    assert presence.first_seen <= presence.last_seen <= timezone.now()
