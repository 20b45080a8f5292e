# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever comes over the wire: it is refused in words at the door, or read without raising."""

import email
import time
from email import policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.inbound import Unreadable, read
from helpdesk.inbound.html_text import html_to_text

from .mails import everything, mail, raw

NAMES = ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "Return-Path"]
NAMES += ["Content-Disposition", "References", "Message-ID", "Auto-Submitted", "X-Trasporto"]
PIECES = [b"=?utf-8?b?", b"=?x?q?=ff?=", b"?=", b'"', b"<", b">", b"@", b"a@b.example", b"(", b";"]
PIECES += [b"boundary=xx", b"charset=", b"iso-2022-jp", b"\0", b"\xff", b"\x1b$B", b"[#", b"aiuto+"]
PIECES += [b"multipart/mixed;", b"message/rfc822", b"text/html;", b"filename*0*=", b"'", b",", b"%"]
PIECES += [b"base64", b"quoted-printable", b"x-uuencode", b"utf-7", b"attachment;", b"\r\n ", b"="]


@pytest.mark.parametrize(
    ("octets", "sentence"),
    [
        (b"", "vuoto"),
        (b" \r\n\0\n", "vuoto"),
        (b"x" * (30 * 1024 * 1024), "supera 25 MB"),
        (
            b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(10_000)
            ),
            "una dentro l'altra",
        ),
        (b"Content-Type: message/rfc822\n\n" * 10_000, "una dentro l'altra"),
    ],
    ids=["nothing", "blanks", "30 MB", "parts in parts", "mails in mails"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(octets, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(octets)


def test_a_mail_without_headers_is_a_body():
    assert everything(read(b"\r\nciao"))["text"] == "ciao"


def test_a_mail_of_twenty_thousand_parts_is_read_in_part():
    body = b"--b\n\nx\n" * 20_000
    found = everything(mail(body, Content_Type="multipart/mixed; boundary=b"))
    assert found["text"].count("x") < 200


PARTS = st.sampled_from(PIECES)
VALUES = st.lists(PARTS | st.binary(max_size=4), max_size=8).map(b"".join)
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_refused_in_words_or_read(octets):
    try:
        message = read(octets)
    except Unreadable:
        return
    everything(message)


@settings(deadline=None, max_examples=500)
@given(HEADERS, st.lists(VALUES | st.sampled_from([b"--xx", b"--xx--", b""]), max_size=10))
def test_headers_made_of_awkward_pieces_are_read(headers, lines):
    octets = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
    octets += b"\r\n" + b"\r\n".join(lines)
    everything(read(b"X: y\r\n" + octets))


@settings(deadline=None)
@given(HEADERS)
def test_mails_parsed_by_a_stricter_policy_are_read_all_the_same(headers):
    octets = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
    try:
        message = email.message_from_bytes(octets + b"\r\nciao", policy=policy.default)
    except Exception:  # the library itself; `read` does not use this policy
        return
    everything(message)


@given(st.text(alphabet="<>/!-?&#;\"' abpscriptyle=\n", max_size=200))
def test_arbitrary_markup_becomes_text(html):
    assert isinstance(html_to_text(html), str)


@pytest.mark.parametrize(
    "unit", ["<!--", "<!", "<a ", "<a b='", '<a "', "</", "<?", "&#", "<script>", "<", "<div>", "&"]
)
def test_markup_that_never_closes_takes_no_longer_than_its_size(unit):
    """html.parser needs minutes for some of these."""
    html = (unit * 400_000)[:400_000]
    started = time.process_time()
    html_to_text(html)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Content-Type", "References"])
@pytest.mark.parametrize(
    "unit", ["(", "<", "a@", "a", "=?utf-8?q?", '"', ",", ";", "charset=", "[#a"]
)
def test_endless_headers_take_no_longer_than_their_size(name, unit):
    octets = f"{name}: {unit * 5000}\r\n".encode() * 50
    started = time.process_time()
    everything(read(octets + raw()))
    assert time.process_time() - started < 5
