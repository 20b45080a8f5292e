# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decisions taken in the same moment by several people."""

import pytest
from django.core.exceptions import ValidationError

from migliorapa.accounts import actions
from migliorapa.accounts.models import Administration, Membership, User
from migliorapa.core.outbox.models import OutboxMail
from tests.committed import at_once, outside
from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cleaned(db):
    yield
    outside(lambda: [m.objects.all().delete() for m in (Administration, User, OutboxMail)])


def test_of_two_first_members_approved_at_once_one_coordinates():
    staff, place = outside(lambda: (UserFactory(staff=True), AdministrationFactory()))
    asked = outside(lambda: [MembershipFactory(administration=place) for _ in range(2)])
    at_once(*[lambda m=m: actions.approve(membership=m, actor=staff) for m in asked])
    assert Membership.objects.approved().count() == 2
    assert Membership.objects.coordinators().count() == 1


def test_one_request_approved_twice_at_once_sends_one_mail():
    staff, asked = outside(lambda: (UserFactory(staff=True), MembershipFactory()))
    done = at_once(*[lambda: actions.approve(membership=asked, actor=staff)] * 2)
    assert [membership.is_approved for membership in done] == [True, True]
    assert [mail.to for mail in OutboxMail.objects.all()] == [asked.user.email]


def test_requests_sent_at_once_do_not_pass_the_most_that_may_wait():
    person = outside(UserFactory)
    places = outside(lambda: [AdministrationFactory() for _ in range(actions.MAX_WAITING + 3)])
    done = at_once(
        *[lambda p=p: actions.ask_membership(user=person, administration=p) for p in places]
    )
    assert person.memberships.waiting().count() == actions.MAX_WAITING
    assert sum(isinstance(answer, ValidationError) for answer in done) == 3
