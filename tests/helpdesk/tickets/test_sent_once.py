# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form sent twice writes one message."""

from functools import partial

import pytest

from helpdesk import links
from helpdesk.actions import tickets
from helpdesk.models import Message
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened
from tests.helpdesk.desk.pages import carried, page_of

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef" * 2


@pytest.fixture
def ticket(bari, operatrice):
    return opened(bari)


def mails(kind):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:{kind}:").count()


@pytest.mark.parametrize("do", ["reply", "reopen"])
def test_a_reply_sent_twice_is_written_and_told_once(client, ticket, bari, do):
    if do == "reopen":
        tickets.close(ticket=ticket, actor=bari)
    client.force_login(bari)
    page = client.get(ticket.get_absolute_url())
    data = {"do": do, "text": "Sono 2.700.", "form_key": page.context["form_key"]}
    assert f'name="form_key" value="{data["form_key"]}"' in page.text
    for _ in range(2):
        assert client.post(ticket.get_absolute_url(), data).status_code == 302
    assert Message.objects.filter(kind="reply").count() == 1
    assert mails("replied") == 1


def test_another_text_from_the_same_page_is_another_message(client, ticket, bari):
    client.force_login(bari)
    for text in ("Uno.", "Due.", "Uno."):
        client.post(ticket.get_absolute_url(), {"do": "reply", "text": text, "form_key": KEY})
    assert list(Message.objects.filter(kind="reply").values_list("body", flat=True)) == [
        "Uno.",
        "Due.",
    ]


@pytest.mark.parametrize("do", ["answer", "ask_back", "solve"])
def test_an_answer_sent_twice_is_written_once(client, ticket, operatrice, do):
    client.force_login(operatrice)
    page = client.get(page_of(ticket))
    key = page.context["fresh"]["key"]
    assert page.text.count(f'name="form_key" value="{key}"') == 2
    data = {"do": do, "text": "Servono 335.", "form_key": key} | carried(page)
    for _ in range(2):
        assert client.post(page_of(ticket), data).status_code == 302
    assert Message.objects.filter(kind="answer").count() == 1
    assert mails("answered") == 1


def test_a_note_sent_twice_is_written_once(client, ticket, operatrice):
    client.force_login(operatrice)
    for _ in range(2):
        client.post(page_of(ticket), {"do": "note", "note": "Sentire Anna.", "form_key": KEY})
    assert Message.objects.filter(kind="note").count() == 1


def test_the_same_key_serves_each_request_by_itself(bari, operatrice):
    write = partial(tickets.reply, text="Ecco.", actor=bari, form_key=KEY)
    assert write(ticket=opened(bari)) != write(ticket=opened(bari))


@pytest.mark.parametrize("key", ["", "x", "\0", "0" * 500])
def test_a_key_that_is_none_of_ours_is_left_out(client, operatrice, key):
    ticket = tickets.confirm_ticket(ticket=opened())
    for _ in range(2):
        client.post(links.path_of(ticket), {"do": "reply", "text": "Ecco.", "form_key": key})
    assert Message.objects.filter(kind="reply").count() == 2
