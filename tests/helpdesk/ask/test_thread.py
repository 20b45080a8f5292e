# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a request: who sees what of it, and what each may do."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import tickets
from helpdesk.models import Attachment, Ticket
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import MessageFactory, QueueFactory, TicketFactory, opened

pytestmark = pytest.mark.django_db
OWN = "/aiuto/richieste/"


@pytest.fixture
def ticket(bari, comune_di_bari, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    paper = SimpleUploadedFile("scelta.txt", "Perché così".encode())
    return opened(bari, administration=comune_di_bari, uploads=[paper])


@pytest.fixture
def colleague(comune_di_bari):
    user = UserFactory(email="collega@esempio.invalid", name="Ugo Sarti")
    MembershipFactory(user=user, administration=comune_di_bari, approved=True)
    return user


@pytest.fixture
def visit(settings, tmp_path):
    """A visitor's confirmed request, and the address of its page."""
    settings.MEDIA_ROOT = tmp_path
    paper = SimpleUploadedFile("scelta.txt", "Perché così".encode())
    found = tickets.confirm_ticket(ticket=opened(uploads=[paper]))
    return found, links.path_of(found)


def told(response) -> str:
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    return text.replace("&#x27;", "'")


def file_of(ticket) -> str:
    return f"/aiuto/allegati/{Attachment.objects.get(message__ticket=ticket).public_id}/"


def read(client, address) -> tuple[int, bytes]:
    response = client.get(address)
    return response.status_code, response.getvalue()


def addresses_of(ticket):
    return (ticket.get_absolute_url(), f"{ticket.get_absolute_url()}chi-la-vede/", file_of(ticket))


@pytest.mark.parametrize("visibility", Ticket.Visibility.values)
def test_another_administration_finds_no_page_no_file_and_no_line(
    client, lecce, ticket, visibility
):
    Ticket.objects.update(visibility=visibility)
    client.force_login(lecce)
    for address in addresses_of(ticket):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "close"}).status_code in {404, 405}
    for query in ("", "?di=colleghi", f"?prima={ticket.pk + 1}", f"?di=colleghi&prima={10**9}"):
        assert ticket.subject not in client.get(OWN + query).text
    ticket.refresh_from_db()
    assert ticket.state == "new"


def test_no_search_nor_suggestion_finds_a_request(client, lecce, bari, comune_di_bari):
    opened(bari, administration=comune_di_bari, subject="Zibaldoni irripetibili")
    client.force_login(lecce)
    for address in ("/aiuto/", "/aiuto/suggerimenti/", "/cerca/"):
        response = client.get(address, {"q": "zibaldoni irripetibili"})
        assert "/aiuto/richieste/" not in response.text.replace('href="/aiuto/richieste/"', "")


def test_who_is_not_signed_in_is_asked_to(client, ticket):
    for address in addresses_of(ticket):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/accesso/login/")


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [("nobody", False), ("coordinator", False), ("named", True), ("everybody", True)],
)
def test_a_colleague_sees_as_the_requester_decides(client, colleague, ticket, visibility, sees):
    ticket.colleagues.add(colleague)
    Ticket.objects.update(visibility=visibility)
    client.force_login(colleague)
    expected = 200 if sees else 404
    assert client.get(ticket.get_absolute_url()).status_code == expected
    assert read(client, file_of(ticket))[0] == expected
    assert (ticket.subject in client.get(OWN + "?di=colleghi").text) == sees
    assert ticket.subject not in client.get(OWN).text


def test_the_coordinator_sees_what_colleagues_leave_at_the_default(
    client, bari, colleague, comune_di_bari
):
    found = opened(colleague, administration=comune_di_bari)
    client.force_login(bari)
    page = client.get(found.get_absolute_url())
    assert "L'ha aperta Ugo Sarti" in told(page)
    assert "Ho risolto, chiudete" not in page.text
    Ticket.objects.update(visibility="nobody")
    assert client.get(found.get_absolute_url()).status_code == 404


def test_a_colleague_may_write_and_not_close(client, colleague, ticket):
    Ticket.objects.update(visibility="everybody")
    client.force_login(colleague)
    client.post(ticket.get_absolute_url(), {"do": "reply", "text": "Sono 2.700."})
    assert ticket.messages.last().author == colleague
    response = client.post(ticket.get_absolute_url(), {"do": "close"}, follow=True)
    assert "Può chiudere la richiesta solo chi ha aperto la richiesta" in told(response)
    ticket.refresh_from_db()
    assert ticket.state == "new"
    assert client.get(f"{ticket.get_absolute_url()}chi-la-vede/").status_code == 404


def test_operators_are_led_to_the_desk(client, operatrice, ticket):
    client.force_login(operatrice)
    response = client.get(ticket.get_absolute_url())
    assert response["Location"] == f"/aiuto/operatori/{ticket.public_id}/"
    assert read(client, file_of(ticket)) == (200, "Perché così".encode())


def test_notes_and_their_files_stay_with_the_operators(client, bari, operatrice, ticket):
    paper = SimpleUploadedFile("riservato.txt", b"Solo noi")
    tickets.note(ticket=ticket, text="Chiede spesso.", actor=operatrice, uploads=[paper])
    secret = Attachment.objects.get(filename="riservato.txt")
    client.force_login(bari)
    page = client.get(ticket.get_absolute_url())
    assert "Chiede spesso" not in page.text
    assert "riservato.txt" not in page.text
    assert read(client, f"/aiuto/allegati/{secret.public_id}/")[0] == 404
    client.force_login(operatrice)
    assert read(client, f"/aiuto/allegati/{secret.public_id}/") == (200, b"Solo noi")


def test_a_file_is_saved_and_runs_nothing(client, bari, ticket):
    client.force_login(bari)
    response = client.get(file_of(ticket))
    response.getvalue()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_the_page_says_where_it_stands_and_whose_turn_it_is(client, bari, operatrice, ticket):
    client.force_login(bari)

    def page():
        return told(client.get(ticket.get_absolute_url()))

    assert "La richiesta è da prendere in carico." in page()
    assert "Risposta entro" in page()
    tickets.ask_back(ticket=ticket, text="Quanti utenti?", actor=operatrice)
    assert "Tocca a voi" in page()
    assert " entro " not in page().split("I messaggi")[0], "no promise while it is paused"
    assert "In attesa di voi" in told(client.get("/aiuto/richieste/"))
    tickets.reply(ticket=ticket, text="2.600", actor=bari)
    tickets.solve(ticket=ticket, text="335 risposte.", actor=operatrice)
    assert "per l'help desk è risolta" in page()


def test_the_requester_replies_closes_and_reopens(client, bari, operatrice, ticket):
    client.force_login(bari)
    address = ticket.get_absolute_url()
    client.post(
        address, {"do": "reply", "text": "Ecco.", "uploads": SimpleUploadedFile("a.csv", b"a;b")}
    )
    assert ticket.messages.last().attachments.get().filename == "a.csv"
    assert "Richiesta chiusa" in told(client.post(address, {"do": "close"}, follow=True))
    page = client.get(address)
    assert 'value="reopen"' in page.text
    assert 'value="reply"' not in page.text
    client.post(address, {"do": "reopen", "text": "Non basta."})
    ticket.refresh_from_db()
    assert ticket.state == "new"
    assert ticket.messages.last().body == "Non basta."


def test_after_thirty_days_a_new_request_is_offered(client, bari, ticket):
    tickets.close(ticket=ticket, actor=bari)
    Ticket.objects.update(closed=timezone.now() - timedelta(days=31))
    client.force_login(bari)
    page = client.get(ticket.get_absolute_url())
    assert "chiusa da più di 30 giorni" in page.text
    assert 'value="reopen"' not in page.text
    refused = client.post(ticket.get_absolute_url(), {"do": "reopen", "text": "Ancora noi"})
    assert refused.status_code == 422
    assert "Ancora noi" in refused.text
    assert "Apritene una nuova" in told(refused)


def test_a_reply_that_is_refused_is_not_lost(client, bari, ticket):
    client.force_login(bari)
    trap = SimpleUploadedFile("modulo.pdf", b"MZ\x90\x00")
    response = client.post(
        ticket.get_absolute_url(), {"do": "reply", "text": "Il mio testo", "uploads": trap}
    )
    assert response.status_code == 422
    assert "Il mio testo" in response.text
    assert response.context["form"].errors["uploads"]
    assert ticket.messages.count() == 1
    empty = client.post(ticket.get_absolute_url(), {"do": "reply", "text": " \r\n "})
    assert "Scrivete un testo." in told(empty)
    unknown = client.post(ticket.get_absolute_url(), {"do": "drop", "text": "x"})
    assert "usate i pulsanti" in told(unknown)


def test_reading_changes_nothing(client, bari, ticket):
    client.force_login(bari)
    before = Ticket.objects.values().get()
    for query in ("", "?do=close", "?close", "?take", "?visibility=everybody"):
        client.get(ticket.get_absolute_url() + query)
        client.get(f"{ticket.get_absolute_url()}chi-la-vede/{query}")
    assert Ticket.objects.values().get() == before


def test_the_requester_changes_who_sees_it(client, bari, lecce, colleague, ticket):
    client.force_login(bari)
    address = f"{ticket.get_absolute_url()}chi-la-vede/"
    assert (
        client.post(address, {"visibility": "named", "colleagues": [lecce.pk]}).status_code == 422
    )
    assert client.post(address, {"visibility": "world"}).status_code == 422
    client.post(address, {"visibility": "named", "colleagues": [colleague.pk]})
    ticket.refresh_from_db()
    assert (ticket.visibility, list(ticket.colleagues.all())) == ("named", [colleague])
    assert ticket.changes.filter(field="visibilità").exists()
    client.post(address, {"visibility": "nobody", "colleagues": [colleague.pk]})
    assert not ticket.colleagues.exists()


def test_who_has_left_an_administration_reads_no_names_of_its_people(
    client, bari, comune_di_bari, colleague, ticket
):
    client.force_login(bari)
    address = f"{ticket.get_absolute_url()}chi-la-vede/"
    assert colleague.name in client.get(address).text
    bari.memberships.all().delete()
    assert colleague.name not in client.get(address).text
    page = client.post(address, {"visibility": "named", "colleagues": [colleague.pk]})
    assert page.status_code == 422


def test_a_visitor_reads_writes_and_closes_with_the_link(client, visit):
    ticket, address = visit
    page = client.get(address)
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]
    paper = re.search(r'href="(/aiuto/richiesta/[^"]+/allegati/[^"]+)"', page.text)[1]
    assert read(client, paper) == (200, "Perché così".encode())
    client.post(address, {"do": "reply", "text": "Ancora una cosa."})
    assert ticket.messages.last().author_name == "Ada Neri"
    assert "Richiesta chiusa" in told(client.post(address, {"do": "close"}, follow=True))


def test_a_visitor_cannot_reach_other_files_with_the_link(client, visit, ticket, operatrice):
    own, address = visit
    other = Attachment.objects.get(message__ticket=ticket)
    assert client.get(f"{address}allegati/{other.public_id}/").status_code == 404
    note = tickets.note(
        ticket=own, text="x", actor=operatrice, uploads=[SimpleUploadedFile("n.txt", b"nota")]
    )
    secret = note.attachments.get()
    assert client.get(f"{address}allegati/{secret.public_id}/").status_code == 404


def test_a_link_is_good_for_its_purpose_and_until_it_is_made_void(client, visit):
    _ticket, address = visit
    token = address.rstrip("/").rpartition("/")[2]
    assert client.get(f"/aiuto/richiesta/conferma/{token}/").status_code == 404
    for broken in (token[:-1], token + "x", token.replace(".", "", 1), "x" * 400, "é", "%00"):
        assert client.get(f"/aiuto/richiesta/{broken}/").status_code == 404
        assert client.post(f"/aiuto/richiesta/{broken}/", {"do": "close"}).status_code == 404
    Ticket.objects.update(nonce="0" * 16)
    assert "non è più valido" in client.get(address).text


def test_an_unconfirmed_request_has_no_page_yet(client):
    ticket = opened()
    assert client.get(links.path_of(ticket)).status_code == 404


@pytest.mark.parametrize(
    "public_id", ["0", "-1", "9" * 20, "g" * 16, "0" * 16, "%00" * 16, "a" * 17]
)
def test_no_number_can_be_guessed(client, bari, ticket, public_id):
    client.force_login(bari)
    for part in ("richieste", "allegati", "operatori"):
        assert client.get(f"/aiuto/{part}/{public_id}/").status_code == 404


def test_a_long_list_is_read_page_by_page(client, bari):
    queue = QueueFactory()
    rows = TicketFactory.create_batch(45, requester=bari, queue=queue)
    client.force_login(bari)
    seen, address = [], OWN
    while address:
        page = client.get(address)
        seen += re.findall(r'/aiuto/richieste/([0-9a-f]{16})/"', page.text)
        more = re.search(r'href="(\?prima=\d+)"', page.text)
        address = OWN + more[1] if more else ""
    assert seen == [row.public_id for row in reversed(rows)]


@pytest.mark.parametrize("before", ["abc", "-1", "10" * 20, "%00", "²", "1e3", "", " 1", "٣"])
def test_a_wrong_page_is_the_first(client, bari, ticket, before):
    client.force_login(bari)
    response = client.get(f"{OWN}?prima={before}&di={before}&page={before}")
    assert response.status_code == 200
    assert ticket.subject in response.text


def counted(client, address, django_assert_max_num_queries, at_most):
    with django_assert_max_num_queries(at_most):
        assert client.get(address).status_code == 200


def test_a_page_of_twenty_messages_costs_eight_statements(
    client, bari, ticket, django_assert_max_num_queries
):
    for turn in range(20):
        MessageFactory(ticket=ticket, kind="answer" if turn % 2 else "reply")
    client.force_login(bari)
    counted(client, ticket.get_absolute_url(), django_assert_max_num_queries, 8)
    Ticket.objects.update(requester=None)
    client.logout()
    counted(client, links.path_of(Ticket.objects.get()), django_assert_max_num_queries, 8)


def test_the_list_costs_the_same_for_one_and_for_many(client, bari, django_assert_max_num_queries):
    client.force_login(bari)
    for _ in range(3):
        TicketFactory.create_batch(7, requester=bari)
        counted(client, OWN, django_assert_max_num_queries, 5)
        counted(client, f"{OWN}?di=colleghi", django_assert_max_num_queries, 5)


def test_the_profile_shows_what_is_open(client, bari, ticket):
    client.force_login(bari)
    text = told(client.get("/profilo/"))
    assert "Le vostre richieste di aiuto" in text
    assert f"{ticket.number}, da prendere in carico; risposta entro" in text


def test_a_very_long_thread_shows_the_end_first_and_all_when_asked(client, bari, ticket):
    for turn in range(130):
        MessageFactory(ticket=ticket, kind="reply", body_html=f"<p>Messaggio {turn}.</p>")
    client.force_login(bari)
    page = client.get(ticket.get_absolute_url())
    assert "Messaggio 129." in page.text
    assert "Messaggio 0." not in page.text
    assert 'href="?tutti=1"' in page.text
    whole = client.get(f"{ticket.get_absolute_url()}?tutti=1")
    assert whole.text.count('<li id="messaggio-') == 131
    assert 'href="?tutti=1"' not in whole.text


def test_a_message_with_two_files_is_one_message(client, bari, ticket):
    files = [SimpleUploadedFile(name, b"a;b") for name in ("uno.csv", "due.csv")]
    tickets.reply(ticket=ticket, text="Ecco.", actor=bari, uploads=files)
    client.force_login(bari)
    page = client.get(ticket.get_absolute_url())
    assert page.text.count('<li id="messaggio-') == 2
    assert page.text.index("uno.csv") < page.text.index("due.csv")
