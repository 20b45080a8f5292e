# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a visitor's link lasts, and how they get another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import tickets
from helpdesk.models import PublicQuestion, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened
from tests.helpdesk.desk.pages import page_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(operatrice):
    found = tickets.confirm_ticket(ticket=opened())
    return found, links.path_of(found)


@pytest.fixture
def later(monkeypatch):
    """The clock goes on, for the site and for signatures."""

    def move(days):
        now = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: now)
        monkeypatch.setattr("django.core.signing.time.time", now.timestamp)

    return move


def sent():
    rows = OutboxMail.objects.filter(key__startswith="helpdesk:link:").order_by("pk")
    return [(mail.to, mail.text) for mail in rows]


def test_a_link_opens_until_the_request_has_been_still_for_long(client, visit, later, settings):
    ticket, address = visit
    confirmation = links.confirmation_of(ticket).removeprefix(settings.SITE_URL)
    later(179)
    assert client.get(address).status_code == 200
    tickets.reply(ticket=ticket, text="Ancora qui.")
    later(179)
    assert client.get(address).status_code == 200
    later(2)
    page = client.get(address)
    assert page.status_code == 404
    assert ticket.subject not in page.text
    for part in ("chiamata/", "giudizio/", "chiamata.ics"):
        assert client.get(f"{address}{part}").status_code == 404
    assert client.get(confirmation).status_code == 404


def test_an_old_link_gives_a_new_one_to_the_address_on_record_alone(
    client, visit, later, monkeypatch
):
    ticket, address = visit
    later(200)
    page = client.get(address)
    assert "Mandatemi un nuovo collegamento" in told(page)
    done = client.post(f"{address}nuovo-collegamento/", {"email": "altri@esempio.invalid"})
    assert "Guardate la posta" in told(done)
    monkeypatch.undo()
    [(to, text)] = sent()
    assert to == "ada@esempio.invalid"
    assert ticket.subject in text


def test_a_changed_link_makes_the_old_ones_void_and_leaves_the_other_mails_good(
    client, visit, settings
):
    ticket, address = visit
    confirmation = links.confirmation_of(ticket).removeprefix(settings.SITE_URL)
    publication = links.question_of(PublicQuestion(pk=1, ticket=ticket))
    assert client.get(confirmation).url == address
    done = client.post(f"{address}cambiate-collegamento/")
    assert "non aprono più nulla" in told(done)
    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "close"}).status_code == 404
    fresh = Ticket.objects.get(pk=ticket.pk)
    assert client.get(links.path_of(fresh)).status_code == 200
    assert links.path_of(fresh) in sent()[0][1]
    assert client.get(confirmation).status_code == 404
    assert links.question_of(PublicQuestion(pk=1, ticket=fresh)) == publication
    assert fresh.changes.filter(field="nuovo collegamento").exists()


def test_an_operator_changes_the_link_of_a_visitor_and_of_nobody_else(
    client, visit, bari, operatrice
):
    ticket, address = visit
    own = opened(bari)
    client.force_login(operatrice)
    client.post(page_of(ticket), {"do": "new_link"})
    assert client.get(address).status_code == 404
    refused = client.post(page_of(own), {"do": "new_link"}, follow=True)
    assert "ha un profilo" in told(refused)
    assert len(sent()) == 1


def test_links_asked_for_too_often_are_not_sent(client, visit):
    _ticket, address = visit
    for _ in range(8):
        assert client.post(f"{address}nuovo-collegamento/").status_code == 200
    assert len(sent()) == 5


@pytest.mark.parametrize("token", ["x", "1.2.3", "%00", "é", "a" * 400])
def test_a_link_that_was_never_ours_gives_nothing(client, visit, token):
    page = client.post(f"/aiuto/richiesta/{token}/nuovo-collegamento/")
    assert page.status_code == 404
    assert "Mandatemi" not in page.text
    assert client.get(f"/aiuto/richiesta/{token}/nuovo-collegamento/").status_code == 405
    assert sent() == []
