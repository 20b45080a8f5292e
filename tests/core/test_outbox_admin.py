# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a mail, and what staff see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox import actions, system_checks
from migliorapa.core.outbox.models import OutboxMail
from tests.core.mails import put
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_nothing_of_what_was_said_is_kept_once_it_is_sent(smtp_sink):
    put(html="<p>x</p>", attachments=[("a.txt", b"segreto", "text/plain")], headers={"X-A": "b"})
    outbox.deliver_due()
    mail = OutboxMail.objects.get()
    assert (mail.status, mail.to) == ("sent", "anna@comune.it")
    assert (mail.text, mail.html, mail.attachments, mail.headers) == ("", "", [], {})
    assert timezone.now() - mail.closed < timedelta(minutes=1)


@pytest.mark.parametrize("status", ["sent", "dropped", "given_up"])
def test_after_a_month_nobody_can_tell_who_was_written_to(status):
    put("prova:1", reply_to="urp@comune.it")
    put("prova:2")
    row = OutboxMail.objects.filter(key="prova:1")
    row.update(status=status, last_error="anna@comune.it no", closed=timezone.now())
    actions.purge()
    assert row.get().to == "anna@comune.it"
    row.update(closed=timezone.now() - timedelta(days=31))
    assert actions.purge() == "0 cancellati, 1 svuotati"
    kept = row.values().get()
    assert "anna" not in str(kept)
    assert "Testo" not in str(kept)
    assert "urp" not in str(kept)
    assert put("prova:1") is False
    assert OutboxMail.objects.get(key="prova:2").to == "anna@comune.it"


@pytest.fixture
def staff(client):
    user = UserFactory(staff=True)
    client.force_login(user)
    return client


def change_list():
    return reverse("admin:outbox_outboxmail_changelist")


def test_staff_find_whom_a_mail_went_to_but_never_what_it_said(staff):
    put(subject="Oggetto della prova", text="segretissimo", html="<p>segretissimo</p>")
    put("prova:2", to="bruno@comune.it", subject="Un'altra cosa")
    mail = OutboxMail.objects.get(key="prova:1")
    found = staff.get(change_list(), {"q": "anna@"}).text
    assert "Oggetto della prova" in found
    assert "Un'altra cosa" not in found
    page = staff.get(reverse("admin:outbox_outboxmail_change", args=[mail.pk])).text
    assert "anna@comune.it" in page
    assert "segretissimo" not in page + found


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_staff_neither_write_nor_edit_nor_delete_mails(staff, page):
    put()
    mail = OutboxMail.objects.get()
    address = reverse(f"admin:outbox_outboxmail_{page}", args=[] if page == "add" else [mail.pk])
    answer = staff.post(address, {"to": "tutti@comune.it", "key": "x", "post": "yes"})
    assert answer.status_code == 403
    assert OutboxMail.objects.get().to == "anna@comune.it"


def test_staff_put_undelivered_mails_back_into_the_queue(staff, smtp_sink):
    for number in (1, 2, 3):
        put(f"prova:{number}", to=f"a{number}@comune.it")
    smtp_sink.refused["a1@comune.it"] = smtp_sink.refused["a2@comune.it"] = "550 no"
    outbox.deliver_due()
    OutboxMail.objects.filter(key="prova:2").update(to="")
    chosen = list(OutboxMail.objects.values_list("pk", flat=True))
    answer = staff.post(
        change_list(), {"action": "put_back", "_selected_action": chosen}, follow=True
    )
    assert "Messaggi rimessi in coda: 1." in answer.text
    assert "Messaggi lasciati come sono: 2." in answer.text
    smtp_sink.refused.clear()
    assert outbox.deliver_due() == 1
    assert smtp_sink.recipients == ["a3@comune.it", "a1@comune.it"]
    assert smtp_sink.mails[1].get_content().strip() == "Testo"


def test_operators_of_the_help_desk_do_not_see_the_mails(client):
    put()
    client.force_login(UserFactory(operator=True))
    assert "anna@comune.it" not in client.get(change_list(), follow=True).text


def test_check_deploy_says_when_mails_do_not_leave(settings):
    settings.PRODUCTION = True
    put()
    assert system_checks.mails_leave(None) == []
    OutboxMail.objects.update(due=timezone.now() - timedelta(minutes=20))
    (warning,) = system_checks.mails_leave(None)
    assert warning.msg == "Messaggi in ritardo: 1."
