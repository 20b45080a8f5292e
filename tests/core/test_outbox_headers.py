# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing that people type becomes a header of its own."""

import pytest

from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.core.mails import put

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "subject",
    [
        "Buongiorno\r\nBcc: tutti@comune.it",
        "Buongiorno\nBcc: tutti@comune.it",
        "Buongiorno\rBcc: tutti@comune.it",
        "Buongiorno\0Bcc: tutti@comune.it",
        "Buongiorno\u2028Bcc: tutti@comune.it",
        "Buongiorno\x85Bcc: tutti@comune.it",
        "Buongiorno\x0b\u202eBcc: tutti@comune.it",
    ],
)
def test_a_subject_is_one_line_whatever_was_typed(smtp_sink, subject):
    put(subject=subject)
    outbox.deliver_due()
    (mail,) = smtp_sink.mails
    assert mail["Subject"] == "Buongiorno Bcc: tutti@comune.it"
    assert mail["Bcc"] is None
    assert smtp_sink.recipients == ["anna@comune.it"]


def test_a_long_subject_is_cut_between_words():
    put(subject="parola " * 100)
    subject = OutboxMail.objects.get().subject
    assert len(subject) <= 300
    assert subject.endswith("parola…")


@pytest.mark.parametrize(
    "address",
    [
        "anna@comune.it\nBcc: tutti@comune.it",
        "anna@comune.it\r",
        "anna@comune.it\0",
        "Anna\n <anna@comune.it>",
        "anna@comune.it, bruno@comune.it",
        "anna",
        "",
        None,
        "a" * 400 + "@comune.it",
    ],
)
@pytest.mark.parametrize("field", ["to", "reply_to"])
def test_addresses_that_are_not_one_address_are_refused(field, address):
    if field == "reply_to" and not address:
        return
    with pytest.raises(ValueError):
        put(**{field: address})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Prova", "uno\r\nBcc: tutti@comune.it"),
        ("X-Prova\nBcc", "tutti@comune.it"),
        ("X Prova", "uno"),
        ("Bcc", "tutti@comune.it"),
        ("from", "sindaco@comune.it"),
        ("Message-ID", "<1@comune.it>"),
    ],
)
def test_headers_cannot_be_smuggled_in(name, value):
    with pytest.raises(ValueError):
        put(headers={name: value})


@pytest.mark.parametrize("name", ["a.pdf\r\nX: y", "a\0.pdf"])
def test_a_file_name_is_no_way_in_either(name):
    with pytest.raises(ValueError):
        put(attachments=[(name, b"x", "application/pdf")])


def test_what_a_database_cannot_keep_does_not_stop_a_mail(smtp_sink):
    put(text="Prima\0 e dopo \ud800")
    assert outbox.deliver_due() == 1
    assert "Prima e dopo ?" in smtp_sink.mails[0].get_content()
