# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from migliorapa.accounts import actions
from migliorapa.accounts.models import Membership
from migliorapa.core import outbox
from migliorapa.core.outbox.models import LimitCount, OutboxMail
from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_first_member_without_the_domain_waits_and_the_staff_hears_of_it(
    comune_di_bari, redazione, inbox
):
    person = UserFactory()
    with inbox() as mails:
        membership = actions.ask_membership(user=person, administration=comune_di_bari)
    assert membership.is_waiting
    assert [mail.to for mail in mails] == [[redazione.email]]
    assert f"/profilo/appartenenze/{membership.pk}/" in mails[0].body


def test_the_verified_domain_approves_at_once_and_the_first_coordinates(comune_di_bari, inbox):
    person = UserFactory(email="a.neri@comune.bari.it")
    with inbox() as mails:
        membership = actions.ask_membership(user=person, administration=comune_di_bari)
    assert (membership.is_approved, membership.is_coordinator) == (True, True)
    assert membership.decided_by is None
    assert mails == []


def test_the_domain_approves_later_colleagues_too_but_does_not_make_them_coordinators(
    bari, comune_di_bari
):
    person = UserFactory(email="a.neri@comune.bari.it")
    membership = actions.ask_membership(user=person, administration=comune_di_bari)
    assert (membership.is_approved, membership.is_coordinator) == (True, False)


def test_coordinators_hear_of_a_colleague_that_the_domain_let_in(bari, comune_di_bari, inbox):
    person = UserFactory(email="a.neri@comune.bari.it")
    with inbox() as mails:
        membership = actions.ask_membership(user=person, administration=comune_di_bari)
    assert [mail.to for mail in mails] == [[bari.email]]
    assert f"{person} è entrato tra i colleghi di Comune di Bari" in mails[0].subject
    assert f"/profilo/appartenenze/{membership.pk}/" in mails[0].body


def test_an_unverified_address_of_the_domain_proves_nothing(comune_di_bari):
    person = UserFactory(email="a.neri@comune.bari.it", verified=False)
    assert actions.ask_membership(user=person, administration=comune_di_bari).is_waiting


@pytest.mark.parametrize(
    "address",
    [
        "a@uffici.comune.bari.it",
        "a@bari.it",
        "a@comune.bari.it.esempio.com",
        "a@xcomune.bari.it",
        "a@comune.bаri.it",  # a Cyrillic «а»
        "a@comune。bari.it",  # an ideographic full stop
        '"a@comune.bari.it"@esempio.com',
    ],
)
def test_only_exactly_the_domain_counts(comune_di_bari, address):
    person = UserFactory(email=address)
    assert actions.ask_membership(user=person, administration=comune_di_bari).is_waiting


@pytest.mark.parametrize(
    "domain", ["gmail.com", "libero.it", "istruzione.it", "pec.comune.bari.it", "posta.pec.it"]
)
def test_a_providers_domain_never_proves_anything_even_if_the_list_says_so(domain):
    shared = AdministrationFactory(email_domain=domain)
    person = UserFactory(email=f"persona@{domain}")
    assert actions.ask_membership(user=person, administration=shared).is_waiting


def test_a_domain_of_two_administrations_proves_neither(comune_di_bari):
    AdministrationFactory(email_domain="comune.bari.it")
    person = UserFactory(email="a.neri@comune.bari.it")
    assert actions.ask_membership(user=person, administration=comune_di_bari).is_waiting


def test_a_coordinator_hears_of_later_requests_and_the_staff_does_not(
    bari, redazione, comune_di_bari, inbox
):
    with inbox() as mails:
        actions.ask_membership(user=UserFactory(), administration=comune_di_bari)
    assert [mail.to for mail in mails] == [[bari.email]]


def test_asking_twice_changes_nothing_and_sends_no_second_mail(bari, comune_di_bari, inbox):
    person = UserFactory()
    first = actions.ask_membership(user=person, administration=comune_di_bari)
    with inbox() as mails:
        second = actions.ask_membership(user=person, administration=comune_di_bari)
    assert second == first
    assert mails == []


def test_asking_and_withdrawing_again_and_again_writes_to_the_coordinators_once_a_day(
    bari, comune_di_bari, inbox
):
    person, another = UserFactory(), UserFactory()
    with inbox() as mails:
        for _ in range(3):
            membership = actions.ask_membership(user=person, administration=comune_di_bari)
            outbox.deliver_due()
            actions.leave(membership=membership, user=person)
        actions.ask_membership(user=another, administration=comune_di_bari)
    assert [mail.to for mail in mails] == [[bari.email]] * 2
    assert person.email in mails[0].body
    assert another.email in mails[1].body


def test_the_next_day_a_request_is_told_again(bari, comune_di_bari, inbox, monkeypatch):
    person = UserFactory()
    with inbox():
        membership = actions.ask_membership(user=person, administration=comune_di_bari)
    actions.leave(membership=membership, user=person)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    with inbox() as mails:
        actions.ask_membership(user=person, administration=comune_di_bari)
    assert [mail.to for mail in mails] == [[bari.email]]


def test_a_request_withdrawn_before_its_mail_left_is_told_to_nobody(bari, comune_di_bari, inbox):
    person = UserFactory()
    with inbox() as mails:
        membership = actions.ask_membership(user=person, administration=comune_di_bari)
        actions.leave(membership=membership, user=person)
    assert mails == []
    with inbox() as mails:
        again = actions.ask_membership(user=person, administration=comune_di_bari)
    assert f"/profilo/appartenenze/{again.pk}/" in mails[0].body


def test_a_person_can_have_three_requests_waiting_not_four():
    person = UserFactory()
    MembershipFactory.create_batch(3, user=person)
    with pytest.raises(ValidationError, match="3 richieste in attesa"):
        actions.ask_membership(user=person, administration=AdministrationFactory())


def test_someone_switched_off_cannot_ask(comune_di_bari):
    with pytest.raises(PermissionDenied):
        actions.ask_membership(user=UserFactory(is_active=False), administration=comune_di_bari)


def test_staff_approve_the_first_member_who_then_coordinates(redazione, comune_di_bari, inbox):
    membership = MembershipFactory(administration=comune_di_bari)
    with inbox() as mails:
        approved = actions.approve(membership=membership, actor=redazione)
    assert (approved.is_approved, approved.is_coordinator) == (True, True)
    assert approved.decided_by == redazione
    assert [mail.to for mail in mails] == [[membership.user.email]]
    assert "coordinate i colleghi" in mails[0].body


def test_a_coordinator_approves_a_colleague_who_does_not_coordinate(bari, comune_di_bari, inbox):
    membership = MembershipFactory(administration=comune_di_bari)
    with inbox() as mails:
        approved = actions.approve(membership=membership, actor=bari)
    assert (approved.is_approved, approved.is_coordinator) == (True, False)
    assert "coordinate i colleghi" not in mails[0].body


def test_approving_twice_keeps_the_first_decision(bari, redazione, comune_di_bari, inbox):
    membership = MembershipFactory(administration=comune_di_bari)
    actions.approve(membership=membership, actor=bari)
    with inbox() as mails:
        again = actions.approve(membership=membership, actor=redazione)
    assert again.decided_by == bari
    assert mails == []


@pytest.mark.parametrize("verb", [actions.approve, actions.refuse, actions.make_coordinator])
def test_nobody_decides_about_themself_not_even_staff(redazione, comune_di_bari, verb):
    membership = MembershipFactory(user=redazione, administration=comune_di_bari)
    with pytest.raises(PermissionDenied):
        verb(membership=membership, actor=redazione)
    membership.refresh_from_db()
    assert membership.is_waiting


@pytest.mark.parametrize("verb", [actions.approve, actions.refuse, actions.make_coordinator])
def test_another_administrations_coordinator_decides_nothing(lecce, comune_di_bari, verb):
    membership = MembershipFactory(administration=comune_di_bari)
    with pytest.raises(PermissionDenied):
        verb(membership=membership, actor=lecce)


def test_a_member_who_does_not_coordinate_decides_nothing(comune_di_bari):
    member = MembershipFactory(administration=comune_di_bari, approved=True).user
    with pytest.raises(PermissionDenied):
        actions.approve(membership=MembershipFactory(administration=comune_di_bari), actor=member)


def test_operators_of_the_help_desk_decide_nothing(operatrice, comune_di_bari):
    with pytest.raises(PermissionDenied):
        actions.approve(
            membership=MembershipFactory(administration=comune_di_bari), actor=operatrice
        )


def test_a_coordinator_switched_off_decides_nothing(bari, comune_di_bari):
    bari.is_active = False
    bari.save()
    with pytest.raises(PermissionDenied):
        actions.approve(membership=MembershipFactory(administration=comune_di_bari), actor=bari)


def test_a_refusal_tells_the_reason(bari, comune_di_bari, inbox):
    membership = MembershipFactory(administration=comune_di_bari)
    with inbox() as mails:
        refused = actions.refuse(membership=membership, actor=bari, reason="Non la conosciamo.")
    assert refused.is_refused
    assert "Motivo: Non la conosciamo." in mails[0].body


def test_ending_an_approved_membership_takes_the_coordination_away_too(
    bari, redazione, comune_di_bari, inbox
):
    with inbox() as mails:
        ended = actions.refuse(membership=bari.memberships.get(), actor=redazione)
    assert (ended.is_refused, ended.is_coordinator) == (True, False)
    assert "non siete più collegati a Comune di Bari" in mails[0].body


def test_after_a_refusal_the_domain_no_longer_approves_by_itself(bari, comune_di_bari):
    person = UserFactory(email="a.neri@comune.bari.it")
    decided = timezone.now() - timedelta(days=8)
    MembershipFactory(user=person, administration=comune_di_bari, refused=True, decided=decided)
    assert actions.ask_membership(user=person, administration=comune_di_bari).is_waiting


def test_a_refused_request_can_be_repeated_only_after_a_week(bari, comune_di_bari):
    membership = MembershipFactory(administration=comune_di_bari, refused=True)
    with pytest.raises(ValidationError, match="dopo 7 giorni"):
        actions.ask_membership(user=membership.user, administration=comune_di_bari)


def test_a_coordinator_names_another_one(bari, comune_di_bari, inbox):
    colleague = MembershipFactory(administration=comune_di_bari, approved=True)
    with inbox() as mails:
        actions.make_coordinator(membership=colleague, actor=bari)
    colleague.refresh_from_db()
    assert colleague.is_coordinator
    assert [mail.to for mail in mails] == [[colleague.user.email]]


def test_only_approved_members_can_coordinate(bari, comune_di_bari):
    with pytest.raises(ValidationError, match="già approvato"):
        actions.make_coordinator(
            membership=MembershipFactory(administration=comune_di_bari), actor=bari
        )


def test_a_person_leaves_and_only_for_themself(bari, lecce):
    membership = bari.memberships.get()
    with pytest.raises(PermissionDenied):
        actions.leave(membership=membership, user=lecce)
    actions.leave(membership=membership, user=bari)
    assert not Membership.objects.filter(user=bari).exists()


def test_the_last_coordinator_names_another_before_leaving(bari, comune_di_bari):
    colleague = MembershipFactory(administration=comune_di_bari, approved=True)
    for go in (
        lambda: actions.leave(membership=bari.memberships.get(), user=bari),
        lambda: actions.delete_account(user=bari),
    ):
        with pytest.raises(ValidationError, match=r"unica persona che coordina .* Comune di Bari"):
            go()
    assert bari.memberships.get().is_coordinator
    actions.make_coordinator(membership=colleague, actor=bari)
    actions.leave(membership=bari.memberships.get(), user=bari)
    assert not bari.memberships.exists()


def test_who_coordinates_nobody_leaves_and_deletes_freely(bari, comune_di_bari):
    MembershipFactory(administration=comune_di_bari)
    MembershipFactory(administration=comune_di_bari, refused=True)
    left = MembershipFactory(administration=comune_di_bari, approved=True).user
    left.is_active = False
    left.save()
    actions.delete_account(user=bari)
    assert not Membership.objects.coordinators().exists()


def test_a_member_leaves_whoever_coordinates(bari, comune_di_bari):
    member = MembershipFactory(administration=comune_di_bari, approved=True)
    actions.leave(membership=member, user=member.user)
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_a_new_account_does_not_get_round_a_refusal(bari, comune_di_bari, comune_di_lecce):
    email = "A.Neri@comune.bari.it"
    first = UserFactory(email=email)
    MembershipFactory(user=first, administration=comune_di_bari, refused=True)
    actions.delete_account(user=first)
    assert "neri" not in str(list(LimitCount.objects.values())).lower()
    again = UserFactory(email=email.lower())
    assert actions.ask_membership(user=again, administration=comune_di_bari).is_waiting
    actions.delete_account(user=again)
    LimitCount.objects.update(expires=timezone.now())
    later = UserFactory(email=email)
    assert actions.ask_membership(user=later, administration=comune_di_bari).is_approved


def test_a_refusal_that_comes_while_one_leaves_stays(comune_di_bari):
    asked = MembershipFactory(administration=comune_di_bari)
    Membership.objects.update(status=Membership.Status.REFUSED, decided=timezone.now())
    with pytest.raises(ValidationError, match="già stata rifiutata"):
        actions.leave(membership=asked, user=asked.user)
    assert asked.user.memberships.get().is_refused


def test_no_mail_leaves_when_the_transaction_fails(bari, comune_di_bari, inbox, monkeypatch):
    notify = actions.notifications.membership_approved

    def broken(membership):
        notify(membership)
        raise RuntimeError

    monkeypatch.setattr(actions.notifications, "membership_approved", broken)
    with inbox() as mails, pytest.raises(RuntimeError):
        actions.approve(membership=MembershipFactory(administration=comune_di_bari), actor=bari)
    assert mails == []
    assert not OutboxMail.objects.exists()
    assert Membership.objects.waiting().count() == 1


def test_accounts_of_superusers_and_demo_users_are_not_deleted_by_themselves():
    for user in (UserFactory(superuser=True), UserFactory(demo=True)):
        with pytest.raises(ValidationError):
            actions.delete_account(user=user)
        user.refresh_from_db()
