# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails of Django and allauth through the outbox, and the terminal of a demonstration."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox import actions
from migliorapa.core.outbox.models import OutboxMail
from tests.core.mails import put
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "migliorapa.core.outbox.backend.EmailBackend"


def send_by_django(send, *arguments, **more):
    return send(*arguments, connection=get_connection(BACKEND), **more)


def test_mails_of_django_go_through_the_outbox_with_the_sites_sender(smtp_sink, settings):
    send_by_django(send_mail, "Città", "Testo", "sindaco@comune.it", ["anna@comune.it"])
    assert smtp_sink.mails == []
    outbox.deliver_due()
    (mail,) = smtp_sink.mails
    assert (mail["Subject"], mail["From"]) == ("Città", settings.DEFAULT_FROM_EMAIL)
    assert mail["Auto-Submitted"] == "auto-generated"


def test_mails_without_a_key_of_their_own_are_deleted_after_a_month():
    send_by_django(send_mail, "Oggetto", "Testo", None, ["anna@comune.it"])
    OutboxMail.objects.update(status="sent", closed=timezone.now() - timedelta(days=31))
    assert actions.purge() == "1 cancellati, 0 svuotati"
    assert not OutboxMail.objects.exists()


def test_each_recipient_of_a_django_mail_gets_a_mail_apart(smtp_sink):
    message = EmailMultiAlternatives("S", "T", None, ["anna@comune.it"], ["bruno@comune.it"])
    message.attach_alternative("<p>T</p>", "text/html")
    message.attach("a.txt", "contenuto", "text/plain")
    message.connection = get_connection(BACKEND)
    message.send()
    assert outbox.deliver_due() == 2
    assert smtp_sink.recipients == ["anna@comune.it", "bruno@comune.it"]
    assert [mail["To"] for mail in smtp_sink.mails] == ["anna@comune.it", "bruno@comune.it"]
    assert "<p>T</p>" in smtp_sink.mails[1].get_body(["html"]).get_content()
    assert "contenuto" in next(smtp_sink.mails[1].iter_attachments()).get_content()


def test_a_django_mail_to_a_forged_address_is_refused_or_silent_as_the_caller_wants():
    forged = ["anna@comune.it\nBcc: tutti@comune.it"]
    with pytest.raises(ValueError):
        EmailMessage("S", "T", None, forged, connection=get_connection(BACKEND)).send()
    quiet = get_connection(BACKEND, fail_silently=True)
    assert EmailMessage("S", "T", None, forged, connection=quiet).send() == 0
    assert not OutboxMail.objects.exists()


def test_the_sign_up_writes_its_mail_beside_the_person(client, settings):
    settings.EMAIL_BACKEND = BACKEND
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    mail = OutboxMail.objects.get()
    assert mail.to == user.email
    assert "Sceglietela da qui" in mail.text


def test_who_tries_the_portal_finds_the_link_on_the_terminal(settings, tmp_path, capsys):
    settings.MAIL_TRANSPORT = "migliorapa.core.outbox.terminal.EmailBackend"
    settings.MAIL_FOLDER = tmp_path / "posta"
    link = f"{settings.SITE_URL}/accesso/confirm-email/abc/"
    put(
        subject="Confermate",
        text=f"Riga che non serve.\n{link}\n\nMiglioraPA\n{settings.SITE_URL}/",
    )
    outbox.deliver_due()
    told = capsys.readouterr().out
    (file,) = settings.MAIL_FOLDER.glob("*.eml")
    lines = ["Posta per anna@comune.it: Confermate", link, f"(tutto il messaggio: {file})"]
    assert [line.strip() for line in told.splitlines()] == lines
    assert b"Riga che non serve." in file.read_bytes()
    assert settings.MAIL_FOLDER.stat().st_mode & 0o077 == 0
