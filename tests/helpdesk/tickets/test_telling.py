# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is told of what happens to a request."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from helpdesk.actions import clocks, retention, reuse, tickets
from helpdesk.models import Closure, Deflection, Ticket
from migliorapa.accounts.models import User
from migliorapa.core import outbox
from migliorapa.core.moments import ROME, day_in_words
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(comune_di_bari):
    user = UserFactory(email="collega@esempio.invalid", name="Ugo Sarti")
    MembershipFactory(user=user, administration=comune_di_bari, approved=True)
    return user


@pytest.fixture
def shared(bari, comune_di_bari, operatrice):
    return opened(bari, administration=comune_di_bari, visibility="everybody")


def told(key):
    return set(
        OutboxMail.objects.filter(key__startswith=f"helpdesk:{key}").values_list("to", flat=True)
    )


def gone(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def test_what_is_in_charge_of_who_left_is_told_to_the_others(bari, operatrice, redazione):
    giulia = UserFactory(email="giulia@esempio.invalid", operator=True)
    ticket = opened(bari)
    tickets.assign(ticket=ticket, assignee=operatrice, actor=operatrice)
    first = tickets.reply(ticket=ticket, text="Ecco.", actor=bari)
    gone(operatrice)
    second = tickets.reply(ticket=ticket, text="Allora?", actor=bari)
    gone(giulia)
    third = tickets.reply(ticket=ticket, text="C'è qualcuno?", actor=bari)
    assert told(f"replied:{first.pk}:") == {operatrice.email}
    assert told(f"replied:{second.pk}:") == {giulia.email}
    assert told(f"replied:{third.pk}:") == {redazione.email}


def test_who_asked_reads_what_a_colleague_wrote_and_not_what_they_wrote(shared, bari, colleague):
    theirs = tickets.reply(ticket=shared, text="Sono 2.700.", actor=colleague)
    assert bari.email in told(f"replied:{theirs.pk}")
    own = tickets.reply(ticket=shared, text="Confermo.", actor=bari)
    assert bari.email not in told(f"replied:{own.pk}")


def test_a_colleague_who_wrote_reads_the_answer_as_long_as_they_see_the_request(
    shared, bari, colleague, operatrice
):
    silent = tickets.answer(ticket=shared, text="Quanti?", actor=operatrice)
    assert told(f"answered:{silent.pk}") == {bari.email}
    tickets.reply(ticket=shared, text="Sono 2.700.", actor=colleague)
    heard = tickets.answer(ticket=shared, text="Allora 337.", actor=operatrice)
    assert told(f"answered:{heard.pk}") == {bari.email, colleague.email}
    tickets.set_visibility(ticket=shared, visibility="nobody", colleagues=[], actor=bari)
    kept = tickets.answer(ticket=shared, text="Ancora una cosa.", actor=operatrice)
    assert told(f"answered:{kept.pk}") == {bari.email}


def test_a_promise_in_a_mail_is_a_date(bari, operatrice):
    ticket = opened(bari)
    due = ticket.first_answer_due.astimezone(ROME)
    for key in (f"opened:{ticket.pk}", f"new:{ticket.pk}:{operatrice.pk}"):
        text = OutboxMail.objects.get(key=f"helpdesk:{key}").text
        assert f"risposta entro {day_in_words(due)}, ore {due.hour}:{due:%M}" in text
        assert "domani" not in text


def test_the_mail_of_the_closing_says_until_which_day_it_can_be_reopened(bari, operatrice):
    ticket = opened(bari)
    tickets.solve(ticket=ticket, text="Ne servono 335.", actor=operatrice)
    Ticket.objects.update(solved=timezone.now() - timedelta(days=15))
    tickets.close(ticket=ticket, kind="system")
    mail = OutboxMail.objects.get(key__startswith=f"helpdesk:closed:{ticket.pk}:")
    last = timezone.localdate() + timedelta(days=30)
    assert f"riaprirla fino a {day_in_words(last)}" in mail.text
    closing = ticket.changes.get(after="Chiusa")
    assert closing.actor_name == "", "the portal did it, not who asked"


def test_forgetting_a_person_keeps_the_mails_of_other_requests(bari, lecce, operatrice):
    ticket = opened(bari)
    other = f"helpdesk:opened:{ticket.pk}7"
    outbox.put(key=other, to=lecce.email, subject="Di un'altra", text="Resta.")
    retention.forget_person(bari)
    assert told(f"opened:{ticket.pk}") == {lecce.email}


def test_a_promise_that_the_office_moves_later_is_told_once_with_its_date(bari, operatrice):
    ticket = opened(bari)
    tickets.answer(ticket=opened(bari), text="Servono 335.", actor=operatrice)
    office, today = ticket.queue.office, timezone.localdate()
    Closure.objects.create(office=office, first_day=today, last_day=today + timedelta(days=20))
    for _ in range(2):
        clocks.recompute_office(office, reason="orario dell'ufficio")
    ticket.refresh_from_db()
    mail = OutboxMail.objects.get(key__startswith=f"helpdesk:promise-moved:{ticket.pk}:")
    assert mail.to == bari.email
    assert f"risposta entro {day_in_words(ticket.first_answer_due.astimezone(ROME))}" in mail.text
    assert OutboxMail.objects.filter(key__startswith="helpdesk:promise-moved").count() == 2
    Closure.objects.all().delete()
    clocks.recompute_office(office, reason="orario dell'ufficio")
    assert OutboxMail.objects.filter(key__startswith="helpdesk:promise-moved").count() == 2


def test_who_only_claims_to_write_for_a_body_takes_nothing_back(bari, comune_di_bari, operatrice):
    Deflection.objects.create(administration=comune_di_bari, topics=["campione"], url="/faq/x/")
    visitor = opened(administration=comune_di_bari, topics=["campione"])
    tickets.confirm_ticket(ticket=visitor)
    assert Deflection.objects.get().withdrawn is None
    opened(bari, administration=comune_di_bari, topics=["campione"])
    assert Deflection.objects.get().withdrawn is not None
    assert reuse.withdraw_deflections(Ticket.objects.get(pk=visitor.pk)) == 0


def test_mails_follow_who_changes_address(client, bari, lecce, operatrice):
    ticket, other = opened(bari), opened(lecce)
    EmailAddress.objects.create(user=bari, email="nuovo@esempio.invalid", verified=True)
    client.force_login(bari)
    client.post("/accesso/email/", {"action_primary": "", "email": "nuovo@esempio.invalid"})
    tickets.answer(ticket=ticket, text="Servono 335 risposte.", actor=operatrice)
    tickets.answer(ticket=other, text="Servono 335 risposte.", actor=operatrice)
    told = OutboxMail.objects.filter(key__startswith="helpdesk:answered:").order_by("pk")
    assert [mail.to for mail in told] == ["nuovo@esempio.invalid", lecce.email]
