# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lecce gets 404 on every page, file, search, suggestion, export and mail of Bari.

Each address of the help desk is here once: one that is added is missing until somebody says whose
it is.
"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from helpdesk import links, urls
from helpdesk.actions import calls, inbound, public_answers, publication, questions, tickets
from helpdesk.models import Attachment, Call, InboundMail, Ticket
from migliorapa.accounts import personal_data
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import CallSlotFactory, opened
from tests.helpdesk.mail.letters import letter

pytestmark = pytest.mark.django_db
SECRET = "zibaldone"
OF_ALL = ["ask", "suggestions", "solved", "new", "sent", "how_we_answer", "questions", "faq_list"]
OF_WHO_SIGNS_IN = ["tickets", "ask_public"]
OF_THE_DESK = [
    *("desk", "desk_keys", "desk_reports", "desk_reports_csv", "desk_mail", "desk_moderation"),
    *("desk_calls", "faq_drafts", "write_faq", "desk_gaps", "ignore_gap"),
]
OF_BARI = {
    "ticket": ["public_id"],
    "visibility": ["public_id"],
    "attachment": ["file"],
    "call": ["public_id"],
    "room": ["public_id"],
    "call_ics": ["public_id"],
    "satisfaction": ["public_id"],
    "question": ["question"],
    "edit_answer": ["asked", "answer"],
    "withdraw_question": ["question"],
    "republish_question": ["question"],
    "correct_public": ["kind", "question_key"],
    "make_question": ["public_id"],
    "call_outcome": ["call"],
    "faq_draft": ["code"],
    "faq_care": ["code"],
    "faq_decision": ["code", "decision"],
    "take_back_gap": ["call"],
    "make_faq": ["public_id"],
    "add_origin": ["public_id"],
    "faq": ["faq"],
    "faq_vote": ["faq"],
    "faq_history": ["faq"],
    "faq_version": ["faq", "one"],
    "desk_mail_decide": ["mail"],
    "desk_ticket": ["public_id"],
    "desk_merge": ["public_id", "others"],
    "desk_presence": ["public_id"],
}
BY_LINK = {
    "confirm": [],
    "ticket_by_link": [],
    "attachment_by_link": ["file"],
    "new_link": [],
    "renew_link": [],
    "call_by_link": [],
    "call_ics_by_link": [],
    "room_by_link": [],
    "satisfaction_by_link": [],
    "question_by_link": [],
    "objection": [],
}


@pytest.fixture
def baris(bari, comune_di_bari, operatrice, lecce, settings, tmp_path):
    """One of everything, all with a word that only Bari and the desk may read; by argument name."""
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("zibaldone.txt", SECRET.encode())
    said = {"subject": f"Il {SECRET}", "text": f"Il nostro {SECRET}", "uploads": [upload]}
    ticket = opened(bari, administration=comune_di_bari, **said)
    call = calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=bari)
    note = SimpleUploadedFile("nota.txt", SECRET.encode())
    tickets.note(ticket=ticket, text=f"Nota: {SECRET}", actor=operatrice, uploads=[note])
    tickets.solve(ticket=ticket, text=f"Serve uno {SECRET}.", actor=operatrice)
    texts = {"question": "Quante risposte?", "answer": f"Vedete lo {SECRET}.", "topics": []}
    faq = publication.draft(tickets=[ticket], actor=operatrice, **texts)
    waiting = questions.ask(title=f"Lo {SECRET}?", body="Come si tiene?", actor=bari)
    asked = questions.ask(title="Chi lo tiene?", body="Un registro.", actor=operatrice)
    answer = public_answers.answer(question=asked, body=f"Uno {SECRET}.", actor=bari)
    mail = inbound.receive(letter(f"Lo {SECRET}", From="bari@altrove.invalid"))
    return {
        "public_id": ticket.public_id,
        "others": opened(lecce).public_id,
        "file": Attachment.objects.get(filename="zibaldone.txt").public_id,
        "call": call.pk,
        "question": waiting.slug,
        "question_key": waiting.pk,
        "kind": "domanda",
        "asked": asked.slug,
        "answer": answer.pk,
        "code": faq.code,
        "faq": faq.slug,
        "decision": "approva",
        "mail": mail.pk,
        "one": 1,
    }


def _state():
    """What nobody else's request may change."""
    ticket = Ticket.objects.get(requester__email="bari@esempio.invalid")
    facts = (ticket.revision, ticket.state, ticket.visibility, ticket.messages.count())
    mail = InboundMail.objects.values_list("outcome", flat=True)
    return facts, list(Call.objects.values_list("is_cancelled", flat=True)), list(mail)


def _answers(client, name, arguments):
    address = reverse(f"helpdesk:{name}", args=arguments)
    return [client.get(address), client.post(address, {"do": "close", "text": "x", "reason": "x"})]


def _text(response) -> str:
    return b"".join(response).decode(errors="replace")


def test_every_address_is_of_somebody():
    told = [*OF_ALL, *OF_WHO_SIGNS_IN, *OF_THE_DESK, *OF_BARI, *BY_LINK]
    assert sorted(told) == sorted(pattern.name for pattern in urls.urlpatterns)


def test_what_is_of_bari_or_of_the_desk_is_not_there_for_lecce(client, baris, lecce):
    client.force_login(lecce)
    before = _state()
    for name in (*OF_THE_DESK, *OF_BARI):
        arguments = [baris[key] for key in OF_BARI.get(name, ())]
        answers = _answers(client, name, arguments)
        found = {response.status_code for response in answers}
        assert 404 in found, name
        assert found <= {404, 405}, name
        assert SECRET not in "".join(map(_text, answers)), name
        assert _state() == before, name


def test_a_visitor_reads_nothing_of_it_either(client, baris):
    before = _state()
    for name in (*OF_WHO_SIGNS_IN, *OF_THE_DESK, *OF_BARI):
        arguments = [baris[key] for key in OF_BARI.get(name, ())]
        for response in _answers(client, name, arguments):
            assert response.status_code in {302, 401, 403, 404, 405}, name
            assert SECRET not in _text(response), name
            assert _state() == before, name


def test_whoever_reads_changes_nothing(client, baris, bari, operatrice):
    before = _state()
    for person in (bari, operatrice):
        client.force_login(person)
        for name in (*OF_WHO_SIGNS_IN, *OF_THE_DESK, *OF_BARI):
            arguments = [baris[key] for key in OF_BARI.get(name, ())]
            _text(client.get(reverse(f"helpdesk:{name}", args=arguments), {"do": "close"}))
            assert _state() == before, name


def test_the_files_of_notes_are_not_even_for_bari(client, baris, bari):
    client.force_login(bari)
    note = Attachment.objects.get(filename="nota.txt")
    assert client.get(reverse("helpdesk:attachment", args=[note.public_id])).status_code == 404
    own = client.get(reverse("helpdesk:attachment", args=[baris["file"]]))
    assert own.getvalue().decode() == SECRET


def _others_links(name, ticket) -> list[str]:
    """For another purpose, cut short, of another request."""
    good = links._signed("ticket", ticket)
    found = [good[:-1], f"{good}x", links._signed("desk", ticket), ticket.public_id]
    if name not in {"confirm", "question_by_link", "objection"}:
        found.append(links._signed("confirm", ticket))
    if name == "attachment_by_link":
        found.append(links._signed("ticket", tickets.confirm_ticket(ticket=opened())))
    return found


def test_no_link_but_its_own_opens_what_is_of_bari(client, baris, lecce):
    ticket = Ticket.objects.get(public_id=baris["public_id"])
    before = _state()
    client.force_login(lecce)
    for name, more in BY_LINK.items():
        for token in _others_links(name, ticket):
            for response in _answers(client, name, [token, *(baris[key] for key in more)]):
                assert response.status_code in {404, 405}, (name, token)
                assert SECRET not in _text(response), (name, token)
    assert _state() == before


def test_no_page_of_all_tells_it(client, baris, lecce):
    client.force_login(lecce)
    for name in (*OF_ALL, *OF_WHO_SIGNS_IN):
        for query in ({"q": SECRET[:-1]}, {"q": "Quante risposte"}, {"di": "colleghi"}):
            page = client.get(reverse(f"helpdesk:{name}"), query)
            assert page.status_code == 200, name
            assert SECRET not in page.text, (name, query)
            assert baris["public_id"] not in page.text, (name, query)


def test_no_search_suggestion_or_export_tells_it(client, baris, lecce):
    assert not [hit for hit in search.find(SECRET) if SECRET in f"{hit.title} {hit.summary}"]
    assert not search.suggest(SECRET)
    assert SECRET not in json.dumps(personal_data.collect(lecce), default=str)
    client.force_login(lecce)
    assert SECRET not in _text(client.get("/profilo/dati/"))
    assert SECRET not in client.get("/profilo/").text


def test_no_mail_of_bari_goes_to_lecce(baris, lecce, operatrice, bari):
    ticket = Ticket.objects.get(public_id=baris["public_id"])
    tickets.reopen(ticket=ticket, text=f"Manca lo {SECRET}.", actor=bari)
    tickets.answer(ticket=ticket, text="Ecco.", actor=operatrice)
    told = OutboxMail.objects.filter(text__contains=SECRET) | OutboxMail.objects.filter(
        subject__contains=SECRET
    )
    assert set(told.values_list("to", flat=True)) == {bari.email, operatrice.email}
