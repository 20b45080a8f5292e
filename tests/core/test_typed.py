# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody typed comes back when their session ended or their page was of somebody else."""

import pytest
from django.test import Client

from tests.factories.helpdesk import TicketFactory

pytestmark = pytest.mark.django_db
WORDS = "Abbiamo sentito 200 persone <b>in due mesi</b>: bastano?"


@pytest.fixture
def ticket(bari):
    return TicketFactory(requester=bari)


def test_a_reply_written_while_the_session_ended_is_given_back(client, ticket):
    page = client.post(ticket.get_absolute_url(), {"do": "reply", "text": WORDS})
    assert page.status_code == 403
    assert "Intanto siete usciti" in page.text
    assert "200 persone &lt;b&gt;in due mesi&lt;/b&gt;" in page.text
    assert f'href="{ticket.get_absolute_url()}"' in page.text
    assert not ticket.messages.filter(kind="reply").exists()


@pytest.mark.parametrize("page", ["", "faq/", "domanda/"])
def test_so_is_what_an_operator_wrote(client, ticket, page):
    typed = {"do": "answer", "text": WORDS, "answer": WORDS, "body": WORDS}
    page = client.post(f"/aiuto/operatori/{ticket.public_id}/{page}", typed)
    assert page.status_code == 403
    assert "200 persone" in page.text


def test_who_wrote_nothing_is_only_asked_to_sign_in(client, ticket):
    answer = client.post(ticket.get_absolute_url(), {"do": "close"})
    assert answer.status_code == 302
    assert answer.url.startswith("/accesso/login/")


def test_a_page_without_its_token_gives_the_text_back_in_the_style_of_the_site(ticket, bari):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bari)
    page = strict.post(ticket.get_absolute_url(), {"do": "reply", "text": WORDS})
    assert page.status_code == 403
    assert "Questa pagina era vecchia" in page.text
    assert "200 persone" in page.text
    assert 'id="contenuto"' in page.text
    assert not ticket.messages.filter(kind="reply").exists()


@pytest.mark.parametrize(
    ("before", "link"),
    [
        ("http://testserver/aiuto/faq/?q=campione", "/aiuto/faq/?q=campione"),
        ("http://testserver/aiuto/faq/", "/aiuto/faq/"),
        ("https://altrove.invalid/aiuto/faq/", "/accesso/logout/"),
        ("http://testserver//altrove.invalid/", "/accesso/logout/"),
        ("", "/accesso/logout/"),
    ],
)
def test_the_way_back_is_the_page_of_the_form(bari, before, link):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bari)
    page = strict.post("/accesso/logout/", {}, headers={"Referer": before})
    assert f'<a class="btn btn-primary" href="{link}">Riaprite la pagina</a>' in page.text


def test_passwords_and_codes_are_never_given_back(client):
    strict = Client(enforce_csrf_checks=True)
    secrets = {"password": "una-parola-segreta", "code": "123456789012345", "login": "a@b.invalid"}
    page = strict.post("/accesso/login/", secrets)
    assert page.status_code == 403
    assert "una-parola-segreta" not in page.text
    assert "123456789012345" not in page.text
    assert "a@b.invalid" not in page.text


@pytest.mark.parametrize("text", ["\0" * 50, "x" * 3_000_000, "à" * 100_000])
def test_what_cannot_be_taken_is_still_a_page(text, ticket):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = strict.post(ticket.get_absolute_url(), {"do": "reply", "text": text})
    assert page.status_code in {400, 403}
    assert "<h1>" in page.text
    assert "\0" not in page.text
