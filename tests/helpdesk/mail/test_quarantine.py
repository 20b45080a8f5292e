# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' page of mails that wait."""

import html
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from helpdesk.actions import inbound, quarantine
from helpdesk.models import InboundMail, Message, Ticket
from migliorapa.core.outbox.models import OutboxMail

from .letters import letter, reply_to, with_files

pytestmark = pytest.mark.django_db
POSTA = "/aiuto/operatori/posta/"
UNKNOWN = "Questa richiesta non esiste"
STRANGER = "carla.bruni@comune.nuovo.invalid"


@pytest.fixture
def desk(client, operatrice):
    client.force_login(operatrice)
    return client


@pytest.fixture
def waiting(queue):
    sent = with_files(("note.txt", b"2.600"), From=STRANGER, Subject="Possiamo partecipare?")
    return inbound.receive(sent)


def decide(desk, mail, **data):
    return desk.post(f"{POSTA}{mail.pk}/", data, follow=True)


def test_an_operator_accepts_the_mail_of_a_stranger_as_a_request(desk, waiting):
    page = desk.get(POSTA).content.decode()
    assert "Possiamo partecipare?" in page
    assert STRANGER in page
    letter_page = desk.get(f"{POSTA}{waiting.pk}/").content.decode()
    assert "Ecco il modulo." in letter_page
    assert "Allegati: note.txt." in letter_page
    decide(desk, waiting, do="accept", name="Carla Bruni", subject="Possiamo partecipare?")
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.requester_email, ticket.state) == (None, STRANGER, "new")
    assert ticket.messages.get().attachments.get().filename == "note.txt"
    told = OutboxMail.objects.get(key=f"helpdesk:opened:{ticket.pk}")
    assert (told.to, "/aiuto/richiesta/" in told.text) == (STRANGER, True)
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.ticket, waiting.raw) == ("ticket", ticket, None)
    assert waiting.note == "Accolta da Marta Leone."


def test_the_mail_of_somebody_known_becomes_theirs(desk, bari, comune_di_bari, queue):
    for _ in range(inbound.AT_MOST):
        inbound.receive(letter())
    late = inbound.receive(letter("L'ultima."))
    decide(desk, late, do="accept", name="Un altro nome", subject="L'ultima")
    ticket = Ticket.objects.latest("pk")
    assert (ticket.requester, ticket.administration) == (bari, comune_di_bari)


def test_it_joins_a_request_as_a_note_or_as_a_reply_that_says_where_it_comes_from(
    desk, bari_ticket
):
    first, second = (
        inbound.receive(reply_to(bari_ticket, text, From=STRANGER)) for text in ("Uno.", "Due.")
    )
    decide(desk, first, do="join", number=bari_ticket.number, kind="note")
    assert bari_ticket.messages.last().kind == "note"
    decide(desk, second, do="join", number=bari_ticket.number.lower(), kind="reply")
    reply = bari_ticket.messages.last()
    assert (reply.kind, reply.by_email) == ("reply", True)
    assert reply.body == f"Da un'e-mail di {STRANGER}:\n\nDue."
    assert not InboundMail.objects.filter(outcome="quarantine").exists()


def test_a_mail_whose_id_is_already_in_a_request_can_only_be_discarded(desk, bari_ticket):
    known = letter("Come sopra.", From=STRANGER, Message_ID="<uguale@esempio.invalid>")
    mail = inbound.receive(known)
    Message.objects.filter(ticket=bari_ticket, kind="answer").update(mail_id=mail.mail_id)
    response = decide(desk, mail, do="accept", name="Carla", subject="Sì")
    assert response.status_code == 409
    assert "già in una richiesta" in html.unescape(response.content.decode())
    decide(desk, mail, do="discard")
    assert Ticket.objects.count() == 1


def test_what_is_discarded_leaves_neither_text_nor_files(desk, waiting, keys):
    before = keys()
    page = decide(desk, waiting, do="discard")
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.body, waiting.raw) == ("refused", "", None)
    assert "Scartata" in page.content.decode()
    assert keys() == before


def test_two_operators_do_not_decide_twice(desk, waiting, operatrice):
    assert decide(desk, waiting, do="accept", name="Carla", subject="Sì").status_code == 200
    with pytest.raises(quarantine.ValidationError, match="già deciso"):
        quarantine.discard(mail=waiting, actor=operatrice)
    assert decide(desk, waiting, do="discard").status_code == 404
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (
            {"do": "join", "number": "R999999999", "kind": "note"},
            422,
            UNKNOWN,
        ),
        ({"do": "join", "number": "9" * 20, "kind": "note"}, 422, UNKNOWN),
        ({"do": "join", "number": "R1\0", "kind": "note"}, 422, "number"),
        ({"do": "join", "number": "", "kind": "tutti"}, 422, "Scegliete come unirla"),
        ({"do": "accept", "name": "", "subject": ""}, 422, "Scrivete nome e cognome"),
        ({"do": "altro"}, 404, ""),
        ({}, 404, ""),
    ],
)
def test_wrong_decisions_are_told_and_change_nothing(desk, waiting, data, status, words):
    response = desk.post(f"{POSTA}{waiting.pk}/", data)
    assert response.status_code == status
    assert words in response.content.decode()
    assert InboundMail.objects.get().outcome == "quarantine"


@pytest.mark.parametrize("query", ["dopo=abc", "dopo=-1", "dopo=" + "9" * 30, "dopo=%00"])
def test_any_place_in_the_list_is_a_page(desk, waiting, query):
    assert "Aspettano una decisione" in desk.get(f"{POSTA}?{query}").content.decode()


@pytest.mark.parametrize("pk", ["0", "9" * 30, "-1", "abc"])
def test_a_mail_that_is_not_there_is_not_found(desk, waiting, pk):
    response = desk.get(f"{POSTA}{pk}/")
    assert response.status_code == 404
    assert "Possiamo partecipare?" not in response.content.decode()


def test_the_markup_of_a_mail_is_shown_as_text(desk, queue):
    mail = inbound.receive(letter("<script>alert(1)</script>", From=STRANGER, Subject="<b>x</b>"))
    for address in (POSTA, f"{POSTA}{mail.pk}/"):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page


def test_nobody_else_knows_that_the_page_exists(client, bari, waiting):
    client.force_login(bari)
    assert client.get(POSTA).status_code == 404
    assert client.post(f"{POSTA}{waiting.pk}/", {"do": "discard"}).status_code == 404
    with pytest.raises(PermissionDenied):
        quarantine.discard(mail=waiting, actor=bari)
    assert InboundMail.objects.get().outcome == "quarantine"


def test_after_a_month_no_original_is_kept_and_of_what_was_decided_only_the_outcome(desk, waiting):
    decided = inbound.receive(letter(From="altro@esempio.invalid", Auto_Submitted="auto-replied"))
    InboundMail.objects.update(received=timezone.now() - timedelta(days=29))
    quarantine.forget_old()
    waiting.refresh_from_db()
    assert waiting.raw is not None
    InboundMail.objects.update(received=timezone.now() - timedelta(days=31))
    quarantine.forget_old()
    waiting.refresh_from_db()
    decided.refresh_from_db()
    assert (waiting.raw, waiting.body, waiting.sender) == (None, "Ecco il modulo.", STRANGER)
    assert (decided.sender, decided.subject, decided.body) == ("", "", "")
    assert inbound.InboundMail.objects.get(pk=decided.pk).mail_id


def test_operators_are_told_once_a_day_that_something_waits(waiting, operatrice):
    for _ in range(2):
        quarantine.remind()
    told = OutboxMail.objects.get(key__startswith="helpdesk:mail-waiting:")
    assert told.to == operatrice.email
    assert told.text.startswith("Un'e-mail aspetta che un operatore decida")


def test_the_list_costs_the_same_however_long(desk, queue, django_assert_max_num_queries):
    for number in range(12):
        inbound.receive(letter(From=f"persona{number}@altrove.invalid"))
    with django_assert_max_num_queries(8):
        desk.get(POSTA)
