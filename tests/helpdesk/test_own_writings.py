# SPDX-License-Identifier: AGPL-3.0-or-later
"""The copy of one's data has all that one wrote; what goes with the account, goes everywhere."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from helpdesk.actions import (
    calls,
    gaps,
    moderation,
    objections,
    public_answers,
    publication,
    questions,
    retention,
    tickets,
)
from helpdesk.models import FaqObjection, InboundMail, Message, Ticket, TicketChange
from migliorapa.accounts import personal_data
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import CallSlotFactory, opened
from tests.helpdesk.faq.making import drafted, published, solved, told

pytestmark = pytest.mark.django_db
WORDS = "Ci riconoscono: sono Anna Esposito."


@pytest.fixture
def colleague():
    return UserFactory(operator=True, name="Sara Blu", email="sara@esempio.invalid")


def everything(user) -> str:
    return json.dumps(personal_data.collect(user), cls=DjangoJSONEncoder, ensure_ascii=False)


@pytest.fixture
def objection(bari, operatrice, colleague):
    faq = published(solved(bari, operatrice), operatrice, colleague)
    made = objections.object_to(origin=faq.origins.get(), text=WORDS)
    return objections.decide(objection=made, actor=colleague, decision="Cara Anna Esposito, sì.")


def test_an_objection_and_its_decision_are_of_who_wrote_it(objection, bari, lecce, operatrice):
    assert WORDS in everything(bari)
    assert "Cara Anna Esposito" in everything(bari)
    for other in (lecce, operatrice):
        assert WORDS not in everything(other)


def test_an_objection_of_who_asked_or_answered_in_public(bari, lecce, operatrice, colleague):
    asked = questions.ask(
        title="Quante risposte?", body="Abbiamo 2.600 utenti.", actor=bari, topics=["campione"]
    )
    moderation.approve_question(question=asked, actor=operatrice)
    given = public_answers.answer(question=asked, body="Ne bastano 335.", actor=lecce)
    given = moderation.approve_answer(answer=given, actor=operatrice)
    asked.refresh_from_db()
    questions.accept(question=asked, answer=given, actor=operatrice)
    faq = questions.to_faq(question=asked, actor=operatrice)
    publication.rewrite(faq=faq, actor=operatrice, answer="Ne bastano 335.", body="")
    publication.approve(faq=faq, actor=colleague)
    of_asker, of_answerer = faq.origins.order_by("pk")
    objections.object_to(origin=of_asker, text="Lo dice chi chiede.")
    objections.object_to(origin=of_answerer, text="Lo dice Luca Greco, che risponde.")
    assert "Lo dice chi chiede." in everything(bari)
    assert "che risponde." not in everything(bari)
    assert "che risponde." in everything(lecce)
    assert "Lo dice chi chiede." not in everything(lecce)
    lecce.delete()
    assert FaqObjection.objects.get(origin=of_answerer).text == "Lo dice [nome], che risponde."


@pytest.mark.parametrize("forget", [lambda bari: bari.delete(), lambda bari: old(bari)])
def test_an_objection_loses_the_name_with_the_request(objection, bari, forget):
    forget(bari)
    objection.refresh_from_db()
    assert "Esposito" not in f"{objection.text} {objection.decision}"
    assert "Ci riconoscono" in objection.text


def old(bari):
    for ticket in Ticket.objects.filter(requester=bari):
        retention.anonymise(ticket.pk)


def test_mails_that_wait_are_told_and_go_with_the_account(bari, lecce):
    values = {"outcome": "quarantine", "body": "Quando arriva la scheda?"}
    InboundMail.objects.create(sender=bari.email, subject="Una domanda", **values)
    other = InboundMail.objects.create(sender="chiunque@esempio.invalid", subject="Altra", **values)
    joined = InboundMail.objects.create(sender=bari.email, subject="Oggetto", outcome="message")
    assert "Quando arriva la scheda?" in everything(bari)
    assert "Quando arriva la scheda?" not in everything(lecce)
    bari.delete()
    assert set(InboundMail.objects.values_list("pk", flat=True)) == {other.pk, joined.pk}
    assert InboundMail.objects.get(pk=joined.pk).sender == ""


def test_who_works_at_the_desk_gets_what_they_wrote_but_no_notes(bari, operatrice, colleague):
    ticket = solved(bari, operatrice)
    tickets.note(ticket=ticket, text="Nota segreta.", actor=operatrice)
    drafted(ticket, operatrice)
    gaps.ignore(kind="search", keys=["toner"], actor=operatrice)
    mine = personal_data.collect(operatrice)["altro_all_help_desk"]
    assert [row["codice"] for row in mine["faq_scritte"]] == ["Q001"]
    assert [row["quale"] for row in mine["lacune_ignorate"]] == ["toner"]
    assert "Ne servono 335." in everything(operatrice)
    assert "Nota segreta." not in everything(operatrice) + everything(bari)
    others = personal_data.collect(colleague)["altro_all_help_desk"]
    assert (others["faq_scritte"], others["lacune_ignorate"]) == ([], [])


def test_booked_calls_are_told_with_the_reason_of_who_gave_up(bari, operatrice):
    ticket = opened(bari)
    call = calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=bari)
    calls.cancel(call=call, actor=bari, reason="Sono in ferie.")
    (row,) = personal_data.collect(bari)["helpdesk"]
    assert [(each["annullata"], each["motivo"]) for each in row["chiamate"]] == [
        (True, "Sono in ferie.")
    ]


def test_a_colleague_who_goes_leaves_words_and_no_name(client, bari, comune_di_bari, operatrice):
    ticket = opened(bari, visibility="everybody", administration=comune_di_bari)
    person = UserFactory(email="posta77@esempio.invalid", name="Ugo Serafini")
    MembershipFactory(user=person, administration=comune_di_bari, approved=True)
    text = "Siamo 3.000, e lo sa Anna Esposito.\n\nUgo Serafini, posta77@esempio.invalid"
    tickets.reply(ticket=ticket, text=text, actor=person)
    person.delete()
    said = Message.objects.get(body__contains="3.000")
    assert (said.author_name, "Serafini" in said.body_html) == ("", False)
    assert said.body == "Siamo 3.000, e lo sa Anna Esposito.\n\n[nome], [e-mail]"
    assert not TicketChange.objects.filter(actor_name__contains="Serafini").exists()
    client.force_login(bari)
    assert "Profilo cancellato" in told(client.get(ticket.get_absolute_url()))


def test_an_operator_who_goes_is_not_named_in_the_history(bari, operatrice):
    ticket = opened(bari)
    tickets.assign(ticket=ticket, assignee=operatrice, actor=operatrice)
    assert TicketChange.objects.filter(after=operatrice.name).exists()
    operatrice.delete()
    row = TicketChange.objects.get(field="in carico a")
    assert (row.actor_name, row.after) == ("", "")
