# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of a mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import inbound, tickets
from helpdesk.inbound import REPLY_LINE
from helpdesk.mail import incoming
from helpdesk.models import InboundMail, Message, Ticket
from migliorapa.core import files
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import opened
from tests.helpdesk.inbound.mails import DOMAIN

from .letters import last_message, letter, outcomes, reply_to, token_of, with_files

pytestmark = pytest.mark.django_db


def test_a_reply_enters_the_request_without_what_it_quotes_and_the_operator_is_told(
    bari, bari_ticket, operatrice, keys
):
    quoted = f"Ne servono di meno?\n\n{REPLY_LINE}\n\nServono 335 risposte."
    mail = inbound.receive(reply_to(bari_ticket, quoted))
    message = last_message(bari_ticket)
    assert (mail.outcome, mail.ticket, mail.raw) == ("message", bari_ticket, None)
    assert (message.kind, message.body) == ("reply", "Ne servono di meno?")
    assert (message.author, message.by_email, message.mail_id) == (bari, True, mail.mail_id)
    assert f"helpdesk:replied:{message.pk}:{operatrice.pk}" in keys()


def test_a_visitor_replies_without_an_account(operatrice):
    ticket = tickets.confirm_ticket(ticket=opened())
    mail = inbound.receive(reply_to(ticket, From="ADA@esempio.invalid"))
    assert mail.outcome == "message"
    assert (last_message(ticket).author_name, last_message(ticket).author) == ("Ada Neri", None)


def test_a_colleague_who_sees_the_request_replies_with_their_name(bari_ticket, comune_di_bari):
    colleague = UserFactory(email="collega@esempio.invalid", name="Ugo Bianchi")
    MembershipFactory(user=colleague, administration=comune_di_bari, approved=True)
    refused = inbound.receive(reply_to(bari_ticket, From=colleague.email))
    assert refused.outcome == "quarantine"  # the request is not shared with them
    Ticket.objects.update(visibility="everybody")
    assert inbound.receive(reply_to(bari_ticket, From=colleague.email)).outcome == "message"
    assert last_message(bari_ticket).author == colleague


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "Luca Greco <lecce@esempio.invalid>"},
        {"From": "sconosciuto@altrove.invalid"},
        {"From": "Marta Leone <operatrice@esempio.invalid>"},
        {"From": "bari@esempio.invalid, lecce@esempio.invalid"},
        {"From": ["bari@esempio.invalid", "lecce@esempio.invalid"]},
        {"From": '"bari@esempio.invalid" <lecce@esempio.invalid>'},
        {"From": None},
        {"From": None, "Sender": "bari@esempio.invalid"},
    ],
)
def test_the_token_alone_opens_nothing_to_who_takes_no_part(bari_ticket, lecce, headers):
    mail = inbound.receive(reply_to(bari_ticket, "Sono io, mandatemi i dati.", **headers))
    assert mail.outcome == "quarantine"
    assert bytes(mail.raw)
    assert bari_ticket.messages.count() == 2
    assert Ticket.objects.count() == 1


def test_the_id_of_a_mail_of_others_leads_nowhere(bari_ticket, lecce, comune_di_lecce):
    first = inbound.receive(reply_to(bari_ticket))
    forged = letter(
        "Vorrei vedere anch'io.",
        From="lecce@esempio.invalid",
        In_Reply_To=first.mail_id,
        References=first.mail_id,
        Subject=f"Re: [MiglioraPA {bari_ticket.number}] Quante risposte servono?",
    )
    mail = inbound.receive(forged)
    assert mail.outcome == "ticket"
    assert (mail.ticket.requester, mail.ticket.administration) == (lecce, comune_di_lecce)
    assert bari_ticket.messages.count() == 3


def test_a_token_quoted_in_what_a_stranger_forwards_is_not_read(bari_ticket):
    text = f"Vi inoltro:\n\nTo: aiuto+{token_of(bari_ticket)}@{DOMAIN}\n\nServono 335 risposte."
    mail = inbound.receive(letter(text, From="sconosciuto@altrove.invalid"))
    assert (mail.outcome, mail.ticket) == ("quarantine", None)
    assert "account" in mail.note
    assert bari_ticket.messages.count() == 2


def test_a_new_mail_of_somebody_known_opens_a_request_of_their_administration(
    bari, comune_di_bari, queue, keys
):
    mail = inbound.receive(letter("Abbiamo 2.600 utenti.", Subject="Quante risposte?"))
    ticket = mail.ticket
    assert mail.outcome == "ticket"
    assert (ticket.subject, ticket.channel, ticket.state) == ("Quante risposte?", "email", "new")
    assert (ticket.requester, ticket.administration) == (bari, comune_di_bari)
    assert ticket.first_answer_due is not None
    assert f"helpdesk:opened:{ticket.pk}" in keys()


def test_an_address_not_confirmed_or_switched_off_is_a_stranger(db):
    UserFactory(email="forse@esempio.invalid", verified=False)
    UserFactory(email="prima@esempio.invalid", is_active=False)
    for address in ("forse@esempio.invalid", "prima@esempio.invalid"):
        assert inbound.receive(letter(From=address)).outcome == "quarantine"
    assert not Ticket.objects.exists()


def test_who_was_switched_off_no_longer_replies(bari, bari_ticket):
    bari.is_active = False
    bari.save()
    assert inbound.receive(reply_to(bari_ticket)).outcome == "quarantine"
    assert bari_ticket.messages.count() == 2


def test_the_same_mail_twice_is_one(bari_ticket):
    raw = reply_to(bari_ticket)
    first, second = inbound.receive(raw), inbound.receive(raw)
    assert first == second
    assert bari_ticket.messages.count() == 3
    without_id = reply_to(bari_ticket, Message_ID=None)
    assert inbound.receive(without_id) == inbound.receive(without_id)
    assert bari_ticket.messages.count() == 4


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"Subject": "Risposta automatica: Quante risposte servono?"}, "automatic"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"From": "MAILER-DAEMON@mx.example"}, "bounce"),
        ({"From": f"noreply@{DOMAIN}"}, "loop"),
        ({"From": f"aiuto@{DOMAIN}"}, "loop"),
        ({"Return_Path": f"<noreply@{DOMAIN}>"}, "loop"),
    ],
)
def test_mails_no_person_wrote_never_enter_a_request(bari_ticket, keys, headers, outcome):
    before = keys()
    mail = inbound.receive(reply_to(bari_ticket, "Sono in ferie.", **headers))
    assert mail.outcome == outcome
    assert bari_ticket.messages.count() == 2
    assert keys() == before


def test_an_automatic_reply_is_kept_beside_its_request(bari_ticket):
    mail = inbound.receive(reply_to(bari_ticket, "Torno lunedì.", Auto_Submitted="auto-replied"))
    assert (mail.ticket, mail.body) == (bari_ticket, "Torno lunedì.")


def test_certified_mail_is_opened_and_its_receipts_are_left_aside(bari_ticket):
    inner = letter(
        "Dalla nostra casella certificata.", To=f"aiuto+{token_of(bari_ticket)}@{DOMAIN}"
    )
    envelope = b"--pec\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--pec--\r\n"
    kind = "multipart/mixed; boundary=pec"
    sent = {"From": "posta-certificata@pec.invalid", "Content_Type": kind}
    mail = inbound.receive(letter(envelope, X_Trasporto="posta-certificata", **sent))
    assert mail.outcome == "message"
    assert last_message(bari_ticket).body == "Dalla nostra casella certificata."
    receipt = inbound.receive(letter(X_Ricevuta="avvenuta-consegna", From=sent["From"]))
    assert receipt.outcome == "automatic"


def test_our_address_among_the_recipients_is_not_a_loop(bari_ticket):
    mail = inbound.receive(reply_to(bari_ticket, Cc=f"noreply@{DOMAIN}"))
    assert mail.outcome == "message"


def test_a_reply_reopens_what_was_closed_and_waits_when_that_is_too_late(bari, bari_ticket):
    tickets.close(ticket=bari_ticket, actor=bari)
    assert inbound.receive(reply_to(bari_ticket)).outcome == "message"
    bari_ticket.refresh_from_db()
    assert bari_ticket.state == "open"
    tickets.close(ticket=bari_ticket, actor=bari)
    Ticket.objects.update(closed=timezone.now() - timedelta(days=31))
    mail = inbound.receive(reply_to(bari_ticket))
    assert mail.outcome == "quarantine"
    assert "Apritene una nuova" in mail.note


def test_files_that_are_not_admitted_are_named_and_the_others_enter(bari_ticket):
    sent = [("note.txt", b"Utenti: 2.600"), ("modulo.exe", b"MZ"), ("finto.pdf", b"MZ\x90")]
    token = f"aiuto+{token_of(bari_ticket)}@{DOMAIN}"
    inbound.receive(with_files(*sent, To=token))
    message = last_message(bari_ticket)
    assert [file.filename for file in message.attachments.all()] == ["note.txt"]
    assert "Allegati non accettati" in message.body
    assert "«modulo.exe»" in message.body
    assert "«finto.pdf»" in message.body


def test_of_many_files_five_enter_and_the_others_are_named(bari_ticket):
    sent = [(f"foglio{n}.txt", b"testo") for n in range(7)]
    inbound.receive(with_files(*sent, To=f"aiuto+{token_of(bari_ticket)}@{DOMAIN}"))
    message = last_message(bari_ticket)
    assert message.attachments.count() == 5
    assert "«foglio5.txt»" in message.body
    assert "«foglio6.txt»" in message.body


def test_a_mail_stays_in_the_mailbox_while_files_cannot_be_examined(bari_ticket, monkeypatch):
    def refuse(*arguments, **options):
        raise files.Refused("Il controllo antivirus non risponde.", "antivirus")

    monkeypatch.setattr(incoming.files, "examine", refuse)
    token = f"aiuto+{token_of(bari_ticket)}@{DOMAIN}"
    with pytest.raises(incoming.NotNow):
        inbound.receive(with_files(("note.txt", b"testo"), To=token))
    assert not InboundMail.objects.exists()


def test_a_text_without_end_is_kept_whole_in_a_file(bari_ticket):
    inbound.receive(reply_to(bari_ticket, "Utenti e risposte. " * 2_000))
    message = last_message(bari_ticket)
    assert len(message.body) < 21_000
    assert message.attachments.get().size == len(("Utenti e risposte. " * 2_000).strip())


def test_a_mail_that_says_nothing_is_still_a_message(bari_ticket):
    inbound.receive(reply_to(bari_ticket, ""))
    assert last_message(bari_ticket).body == "(Messaggio senza testo.)"


def test_a_thousand_mails_of_one_sender_are_all_kept_and_few_enter(bari, bari_ticket):
    for number in range(1_000):
        inbound.receive(reply_to(bari_ticket, f"Numero {number}"))
    assert bari_ticket.messages.count() == 2 + inbound.AT_MOST
    assert outcomes().count("quarantine") == 1_000 - inbound.AT_MOST
    late = InboundMail.objects.filter(outcome="quarantine")
    assert set(late.values_list("raw", flat=True)) == {None}
    assert late.first().body.startswith("Numero")
    other = inbound.receive(letter(From="lecce@esempio.invalid"))
    assert "account" in other.note  # the others are not limited with them


def test_a_mail_too_big_leaves_a_row_with_who_wrote_it(db):
    raw = letter(b"x" * 26 * 1024 * 1024, From="grande@altrove.invalid", Subject="Le foto")
    mail = inbound.receive(raw)
    assert (mail.outcome, mail.sender, mail.subject) == (
        "quarantine",
        "grande@altrove.invalid",
        "Le foto",
    )
    assert mail.raw is None
    assert "25 MB" in mail.note


def test_a_mail_that_breaks_us_waits_with_all_it_holds(bari_ticket, monkeypatch):
    def fail(**fields):
        raise RuntimeError("guasto")

    monkeypatch.setattr(inbound.tickets, "reply", fail)
    raw = reply_to(bari_ticket)
    mail = inbound.receive(raw)
    assert mail.outcome == "quarantine"
    assert bytes(mail.raw) == raw
    assert Message.objects.count() == 2


def test_nothing_at_all_is_refused(db):
    assert inbound.receive(b"\r\n").outcome == "refused"


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ("mx.example; spf=pass; dkim=none; dmarc=fail (p=NONE) header.from=esempio.invalid", True),
        ("mx.example; DMARC = FAIL", True),
        ("mx.example; spf=pass; dmarc=pass", False),
        ("mx.example; none", False),
    ],
)
def test_a_sender_that_the_servers_disown_waits_for_a_person(bari_ticket, found, outcome):
    mail = inbound.receive(reply_to(bari_ticket, Authentication_Results=found))
    assert (mail.outcome == "quarantine") is outcome
    assert ("DMARC" in mail.note) is outcome
    assert bari_ticket.messages.count() == (2 if outcome else 3)


def test_a_reply_to_a_request_that_is_gone_waits_for_an_operator(bari_ticket):
    raw = reply_to(bari_ticket)
    bari_ticket.delete()
    mail = inbound.receive(raw)
    assert (mail.outcome, mail.note) == ("quarantine", "Risponde a un messaggio che non c'è più.")
    assert not Ticket.objects.exists()


def test_who_registers_later_goes_on_as_the_visitor_they_were(client, operatrice):
    ticket = tickets.confirm_ticket(ticket=opened())
    person = UserFactory(email="ada@esempio.invalid", name="Ada Neri")
    assert inbound.known(person.email) == person
    mail = inbound.receive(reply_to(ticket, "Ancora io.", From=person.email))
    assert (mail.outcome, mail.ticket) == ("message", ticket)
    client.force_login(person)
    page = client.get(links.path_of(ticket))
    assert (page.status_code, "Ancora io." in page.text) == (200, True)
    assert client.get(ticket.get_absolute_url()).status_code == 404
    client.post(links.path_of(ticket), {"do": "close"})
    assert Ticket.objects.get(pk=ticket.pk).state == "closed"
