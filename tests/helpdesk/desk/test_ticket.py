# SPDX-License-Identifier: AGPL-3.0-or-later
"""One request before an operator."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from helpdesk.actions import desk as desk_actions
from helpdesk.actions import merging, satisfaction, tickets
from helpdesk.models import Message, Ticket, TicketChange, TicketViewing
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from paths import snapshot
from tests.factories.helpdesk import CannedAnswerFactory, QueueFactory, TicketFactory, opened

from .pages import DESK, carried, page_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bari, comune_di_bari, operatrice):
    return opened(bari, administration=comune_di_bari)


def send(client, ticket, do, text, **more):
    page = client.get(page_of(ticket))
    return client.post(page_of(ticket), {"do": do, "text": text} | carried(page) | more)


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def test_an_answer_leaves_by_mail_and_the_request_is_in_charge_of_who_gave_it(desk, ticket):
    response = send(desk, ticket, "answer", "Servono **335** risposte.")
    assert response.status_code == 302
    message = ticket.messages.get(kind="answer")
    assert "<strong>335</strong>" in message.body_html
    assert OutboxMail.objects.filter(key=f"helpdesk:answered:{message.pk}").exists()
    text = told(desk.get(page_of(ticket)))
    assert "In carico a Marta Leone" in text
    assert "Marta Leone: in carico a, da «nessuno» a «Marta Leone»" in text


@pytest.mark.parametrize(
    ("do", "state"), [("answer", "open"), ("ask_back", "waiting"), ("solve", "solved")]
)
def test_each_way_of_writing_leads_where_the_button_says(desk, ticket, do, state):
    send(desk, ticket, do, "Testo.")
    assert fresh(ticket).state == state


def test_a_finished_request_is_opened_again_by_writing(desk, ticket, bari, operatrice):
    tickets.solve(ticket=ticket, text="Fatto.", actor=operatrice)
    tickets.close(ticket=ticket, actor=bari)
    assert "Riaprite la richiesta" in told(desk.get(page_of(ticket)))
    send(desk, ticket, "reopen", "Abbiamo trovato un errore nel conto.")
    assert fresh(ticket).state == "open"


def test_of_two_operators_who_answer_at_once_the_second_reads_the_first(desk, giulia, ticket, bari):
    first, second = Client(), desk
    first.force_login(giulia)
    page = second.get(page_of(ticket))
    send(first, ticket, "answer", "Ne servono 335.")
    tickets.reply(ticket=ticket, text="Dimenticavo: gli utenti sono 3.000.", actor=bari)

    late = {"do": "answer", "text": "Ne servono 300."} | carried(page)
    response = second.post(page_of(ticket), late)
    assert response.status_code == 409
    assert not Message.objects.filter(body="Ne servono 300.").exists()
    text = told(response)
    alarm = text[
        text.index("La risposta non è partita") : text.index("Il vostro testo è qui sotto")
    ]
    assert "Ne servono 335." in alarm
    assert "gli utenti sono 3.000" in alarm
    assert "Giulia Verdi: in carico a, da «nessuno» a «Giulia Verdi»" in alarm
    assert "Quante risposte servono?" not in alarm
    assert response.context["form"]["text"].value() == "Ne servono 300."
    assert "Inviate lo stesso" in text

    anyway = {"do": "answer", "text": "Ne servono 341."} | carried(response)
    assert second.post(page_of(ticket), anyway).status_code == 302
    assert Message.objects.filter(body="Ne servono 341.").exists()


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 40, "\0"])
def test_a_page_that_does_not_say_what_it_showed_is_taken_for_old(desk, ticket, revision):
    data = {"do": "answer", "text": "Ne servono 335.", "revision": revision, "seen": revision}
    response = desk.post(page_of(ticket), data)
    assert response.status_code in {409, 422}
    assert not Message.objects.filter(kind="answer").exists()
    assert response.context["form"]["text"].value() == "Ne servono 335."


def test_preview_and_canned_answers_send_nothing_and_forget_nothing(desk, ticket, bari):
    CannedAnswerFactory(
        slug="qualita",
        title="Qualità percepita",
        body="Gentile {{ nome }} di {{ ente }}, la {{numero}} la ha {{ operatore }}. {{ altro }}",
    )
    CannedAnswerFactory(slug="altra", title="Altra cosa")
    page = carried(desk.get(page_of(ticket)))
    tickets.reply(ticket=ticket, text="Aggiungo una cosa.", actor=bari)

    def post(**data):
        return desk.post(page_of(ticket), {"text": "Buongiorno."} | page | data)

    found = post(do="find", words="qualita PERCEPITA")
    assert [row.slug for row in found.context["canned"]] == ["qualita"]
    put_in = post(insert="qualita")
    assert put_in.context["form"]["text"].value() == (
        f"Buongiorno.\n\nGentile Anna Esposito di Comune di Bari, la {ticket.number} "
        "la ha Marta Leone. {{ altro }}"
    )
    shown = post(do="preview", text="**Ecco** <script>alert(1)</script>")
    assert "<strong>Ecco</strong>" in shown.context["preview"]
    assert "<script>alert" not in shown.content.decode()
    for response in (found, put_in, shown):
        assert carried(response) == page  # what came meanwhile is still unread
    assert not Message.objects.filter(kind="answer").exists()
    assert post(do="answer").status_code == 409


def test_a_note_is_for_operators_alone(desk, ticket, bari):
    mails = OutboxMail.objects.count()
    desk.post(page_of(ticket), {"do": "note", "note": "Sentire il garante."})
    assert "Sentire il garante." in told(desk.get(page_of(ticket)))
    assert OutboxMail.objects.count() == mails
    asker = Client()
    asker.force_login(bari)
    assert "Sentire il garante." not in told(asker.get(ticket.get_absolute_url()))


def test_files_leave_with_the_answer_and_refused_ones_are_told(desk, ticket, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    good = SimpleUploadedFile("guida.txt", b"Come si fa il conto.", "text/plain")
    send(desk, ticket, "answer", "In allegato.", uploads=good)
    assert ticket.messages.get(kind="answer").attachments.get().filename == "guida.txt"
    bad = SimpleUploadedFile("guida.pdf", b"MZ\x90 programma", "application/pdf")
    response = send(desk, ticket, "answer", "Un altro.", uploads=bad)
    assert response.status_code == 422
    assert response.context["form"].errors["uploads"]
    assert not Message.objects.filter(body="Un altro.").exists()


def test_take_assign_priority_and_queue(desk, operatrice, giulia, ticket):
    slow = QueueFactory(slug="lenta", label="Lenta", first_answer_minutes=60 * 70)
    before = fresh(ticket)
    desk.post(page_of(ticket), {"do": "take"})
    assert fresh(ticket).assignee == operatrice
    desk.post(page_of(ticket), {"do": "assign", "assignee": giulia.pk})
    assert fresh(ticket).assignee == giulia
    assert OutboxMail.objects.filter(to=giulia.email, key__startswith="helpdesk:assigned").exists()
    desk.post(page_of(ticket), {"do": "assign", "assignee": ""})
    desk.post(page_of(ticket), {"do": "priority", "priority": "1"})
    desk.post(page_of(ticket), {"do": "queue", "queue": "lenta"})
    after = fresh(ticket)
    assert (after.assignee, after.priority, after.queue) == (None, 1, slow)
    assert after.first_answer_due > before.first_answer_due
    fields = [field for field, *_ in after.changes.values_list("field")]
    assert fields == ["in carico a", "stato", "in carico a", "in carico a", "priorità", "coda"]


@pytest.mark.parametrize(
    "data",
    [
        {"do": "assign", "assignee": "99999999"},
        {"do": "assign", "assignee": "\0"},
        {"do": "priority", "priority": "7"},
        {"do": "queue", "queue": "nessuna"},
        {"do": "merge", "other": ""},
        {"do": "merge", "other": "R99999999"},
        {"do": "merge", "other": "9" * 30},
        {"do": "restore"},
        {"do": "esplodi"},
        {},
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(desk, ticket, data):
    response = desk.post(page_of(ticket), data, follow=True)
    assert response.status_code == 200
    assert fresh(ticket).revision == ticket.revision
    assert "alert-danger" in response.content.decode() or "Nessuna richiesta ha" in told(response)
    assert "Scegli un" not in told(response)


def test_a_contact_person_can_be_given_nothing_in_charge(desk, bari, ticket):
    desk.post(page_of(ticket), {"do": "assign", "assignee": bari.pk})
    assert fresh(ticket).assignee is None


def test_requests_are_merged_by_number_or_chosen_by_words(desk, ticket, bari):
    other = opened(bari, subject="Campione delle mense", text="Quanti bambini sentire?")
    response = desk.post(page_of(ticket), {"do": "merge", "other": "bambini mensa"})
    assert [row.pk for row in response.context["candidates"]] == [other.pk]
    number = f" {other.number.lower()} "
    page = desk.post(page_of(ticket), {"do": "merge", "other": number}, follow=True)
    assert fresh(ticket).state == "new"
    text = told(page)
    assert f"{other.number}: Campione delle mense Chi chiede Anna Esposito" in text
    assert f"Unite la {ticket.number} alla {other.number}" in text
    done = desk.post(page.request["PATH_INFO"], follow=True)
    assert f"Unita alla richiesta {other.number}" in told(done)
    assert f"Marta Leone: unita a «{other.number}»" in told(done)
    assert (fresh(ticket).state, fresh(ticket).merged_into) == ("merged", other)
    assert "unita a questa" in told(desk.get(page_of(other)))


def test_a_request_whose_asker_would_be_left_alone_is_linked_instead(desk, ticket, lecce):
    other = opened(lecce, subject="Le mense")
    page = desk.get(f"{page_of(ticket)}unite/{other.public_id}/")
    assert "resterebbe senza risposta" in told(page)
    assert "Unite la" not in told(page)
    assert 'aria-current="page">Richieste' in page.text
    assert desk.post(f"{page_of(ticket)}unite/{other.public_id}/").status_code == 422
    assert fresh(ticket).state == "new"
    desk.post(page_of(ticket), {"do": "link", "other": other.number})
    assert list(ticket.linked.all()) == [other]
    desk.post(page_of(ticket), {"do": "unlink", "other": other.number})
    assert not ticket.linked.exists()
    history = told(desk.get(page_of(ticket)))
    assert f"Marta Leone: non più collegata a «{other.number}»" in history
    assert f"Marta Leone: collegata a «{other.number}»" in history


def test_a_merged_request_is_separated_from_its_page(desk, ticket, bari, operatrice):
    other = opened(bari)
    merging.merge(ticket=ticket, into=other, actor=operatrice)
    assert f"Separate dalla richiesta {other.number}" in told(desk.get(page_of(ticket)))
    desk.post(page_of(ticket), {"do": "separate"})
    assert (fresh(ticket).state, fresh(ticket).merged_into) == ("new", None)
    assert "unita a questa" not in told(desk.get(page_of(other)))


@pytest.mark.parametrize("other", ["0" * 16, "f" * 16, "0", "%00" * 16, "9" * 500, "../" * 5])
def test_a_request_is_merged_only_with_one_that_is_there(desk, ticket, other):
    assert desk.get(f"{page_of(ticket)}unite/{other}/").status_code == 404
    itself = desk.post(f"{page_of(ticket)}unite/{ticket.public_id}/")
    assert itself.status_code == 422
    assert fresh(ticket).state == "new"


def test_the_page_of_merging_costs_four_statements(
    desk, ticket, bari, operatrice, django_assert_max_num_queries
):
    other = opened(bari)
    for number in range(9):
        tickets.answer(ticket=other, text=f"Messaggio {number}", actor=operatrice)
    with django_assert_max_num_queries(4):
        assert desk.get(f"{page_of(ticket)}unite/{other.public_id}/").status_code == 200


def test_only_operators_find_the_page_of_merging(client, ticket, bari):
    other = opened(bari)
    client.force_login(bari)
    assert client.post(f"{page_of(ticket)}unite/{other.public_id}/").status_code == 404


def test_a_body_that_is_only_claimed_is_said_to_be(desk, ticket, comune_di_bari):
    visitor = tickets.confirm_ticket(ticket=opened(administration=comune_di_bari))
    assert "Comune di Bari dichiarata" in told(desk.get(page_of(visitor)))
    assert "dichiarata" not in told(desk.get(page_of(ticket)))
    rows = {row.ticket.pk: row.facts for row in desk.get(DESK).context["listing"].rows}
    assert "Comune di Bari (dichiarata)" in rows[visitor.pk]
    assert "dichiarata" not in rows[ticket.pk]


def test_linked_requests_point_to_each_other(desk, ticket, lecce):
    other = opened(lecce, subject="Le mense")
    desk.post(page_of(ticket), {"do": "link", "other": str(other.pk)})
    assert "Le mense" in told(desk.get(page_of(ticket)))
    assert ticket.subject in told(desk.get(page_of(other)))


def test_an_unwanted_request_comes_back_when_it_was_not(desk, ticket):
    desk.post(page_of(ticket), {"do": "spam"})
    assert fresh(ticket).state == "spam"
    assert "answer" not in desk.get(page_of(ticket)).context["verbs"]
    desk.post(page_of(ticket), {"do": "restore"})
    assert fresh(ticket).state == "new"


def test_who_else_is_looking_is_told_for_two_minutes(desk, giulia, operatrice, ticket):
    desk_actions.look(ticket=ticket, operator=giulia)
    desk_actions.look(ticket=ticket, operator=operatrice)
    assert "Giulia Verdi sta guardando questa richiesta." in told(desk.get(page_of(ticket)))
    answer = desk.post(f"{page_of(ticket)}presenza/").json()
    assert answer == {"looking": ["Giulia Verdi"], "revision": ticket.revision}
    TicketViewing.objects.update(seen=timezone.now() - desk_actions.STILL_LOOKING)
    assert "sta guardando" not in told(desk.get(page_of(ticket)))
    desk_actions.forget_looks()
    assert not TicketViewing.objects.exists()


def test_reading_writes_nothing(desk, ticket, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as asked:
        desk.get(page_of(ticket))
    writing = ("INSERT", "UPDATE", "DELETE")
    assert not [each for each in asked.captured_queries if each["sql"].startswith(writing)]


def test_the_context_travels_to_the_operator(desk, ticket, bari, comune_di_bari):
    Ticket.objects.filter(pk=ticket.pk).update(
        step="S10",
        page="/passi/piano-di-campionamento/",
        profile={"size": "under50", "admin": "comune", "mensa": "tre"},
        topics=["privacy", "ornitorinchi", "campione"],
    )
    opened(bari, subject="Una richiesta di prima", administration=comune_di_bari)
    text = told(desk.get(page_of(ticket)))
    for part in (
        "Argomenti Campione, Protezione dei dati Risposte",
        "Amministrazione: Comune o unione di comuni Dipendenti: Meno di 50 mensa: tre",
        "/passi/piano-di-campionamento/",
        "Una richiesta di prima",
    ):
        assert part in text
    assert "Che cosa sappiamo già" in text


def test_how_it_went_for_who_asked_stands_beside_the_request(desk, ticket, bari, operatrice):
    assert "Com'è andata" not in told(desk.get(page_of(ticket)))
    tickets.solve(ticket=ticket, text="Ne servono 335.", actor=operatrice)
    words = "Un esempio <b>in più</b>."
    satisfaction.rate(ticket=ticket, importance=9, satisfaction=4, comment=words, actor=bari)
    page = desk.get(page_of(ticket))
    text = told(page)
    assert "Importanza 9 su 10 Soddisfazione 4 su 10 Che cosa migliorare Un esempio" in text
    assert "&lt;b&gt;in più" in page.text


def test_words_for_codes_and_the_judgement_cost_no_statement(
    desk, ticket, bari, operatrice, django_assert_num_queries
):
    tickets.solve(ticket=ticket, text="Ne servono 335.", actor=operatrice)
    snapshot.current()
    desk.get(page_of(ticket))
    with CaptureQueriesContext(connection) as plain:
        desk.get(page_of(ticket))
    Ticket.objects.filter(pk=ticket.pk).update(
        profile={"admin": "comune", "size": "under50"}, topics=["campione", "privacy"]
    )
    satisfaction.rate(ticket=ticket, importance=9, satisfaction=4, actor=bari)
    with django_assert_num_queries(len(plain)):
        assert "Dipendenti: Meno di 50" in told(desk.get(page_of(ticket)))


def test_what_the_portal_knows_is_looked_for_on_demand(desk, ticket, monkeypatch):
    hit = SimpleNamespace(url="/passi/x/", title="Piano di campionamento", kind="passo")
    monkeypatch.setattr(search, "suggest", lambda text, limit: [hit])
    assert "Piano di campionamento" not in told(desk.get(page_of(ticket)))
    assert "Piano di campionamento passo" in told(desk.get(f"{page_of(ticket)}?simili=1"))
    monkeypatch.setattr(search, "suggest", lambda text, limit: [])
    assert "Nessuna FAQ e nessuna pagina" in told(desk.get(f"{page_of(ticket)}?simili=1"))


@pytest.mark.parametrize("number", [1, 20, 60])
def test_the_page_costs_the_same_however_long_the_thread(
    desk, ticket, operatrice, django_assert_max_num_queries, number
):
    for _ in range(number):
        tickets.note(ticket=ticket, text="Nota.", actor=operatrice)
    with django_assert_max_num_queries(7):  # and the one of the second factor
        response = desk.get(page_of(ticket))
    assert len(response.context["thread"]) == min(number + 1, 50)
    if number == 60:
        assert len(desk.get(f"{page_of(ticket)}?tutti=1").context["thread"]) == 61


def test_other_methods_and_unknown_requests(desk, bari, ticket):
    assert desk.put(page_of(ticket)).status_code == 405
    assert desk.get(f"{page_of(ticket)}presenza/").status_code == 405
    assert desk.get("/aiuto/operatori/0000000000000000/").status_code == 404
    asker = Client()
    asker.force_login(bari)
    for address in (page_of(ticket), f"{page_of(ticket)}presenza/"):
        assert asker.post(address, {"do": "take"}).status_code == 404
    assert fresh(ticket).assignee is None


def test_a_request_that_waits_for_its_confirmation_can_only_be_unwanted(desk):
    ticket = TicketFactory(visitor=True, state="unconfirmed")
    assert desk.get(page_of(ticket)).context["verbs"] == {"spam"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Aperta", "Risolta", "stato, da «Aperta» a «Risolta»"),
        ("", "dopo 7 giorni", "stato «dopo 7 giorni»"),
        ("ore 10", "", "stato «ore 10»"),
        ("", "", "stato"),
    ],
)
def test_a_change_is_told_with_what_is_known_of_it(before, after, said):
    assert TicketChange(field="stato", before=before, after=after).in_words == said
