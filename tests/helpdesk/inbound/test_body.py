# SPDX-License-Identifier: AGPL-3.0-or-later
import base64

import pytest

from helpdesk.inbound import attachments, body_text
from helpdesk.inbound.html_text import html_to_text

from .mails import mail, multipart, part

HTML = "text/html; charset=utf-8"
JAPANESE = "日本語のメール"


def test_the_plain_part_is_preferred():
    both = multipart("alternative", part("Testo è qui"), part("<p>Altro</p>", HTML))
    assert body_text(both) == "Testo è qui"


def test_the_html_part_is_read_when_the_plain_one_says_nothing():
    both = multipart("alternative", part(" \r\n"), part("<p>Quanti?</p><p>Grazie</p>", HTML))
    assert body_text(both) == "Quanti?\n\nGrazie"


def test_texts_around_a_picture_are_joined():
    pieces = part("Prima"), part(b"GIF89a", "image/gif"), part("Dopo")
    assert body_text(multipart("mixed", *pieces)) == "Prima\n\nDopo"


def test_attached_texts_and_mails_are_not_the_body():
    message = multipart(
        "mixed",
        part("Vedete l'allegato"),
        part("segreto", "text/plain", "Content-Disposition: attachment; filename=nota.txt"),
        part("Subject: x\r\n\r\nmail inoltrata", "message/rfc822"),
    )
    assert body_text(message) == "Vedete l'allegato"
    assert [(each.name, each.content) for each in attachments(message)] == [
        ("nota.txt", b"segreto")
    ]


@pytest.mark.parametrize(
    ("octets", "charset", "text"),
    [
        ("perché".encode(), "utf-8", "perché"),
        ("perché".encode("cp1252"), "utf-8", "perché"),
        ("perché".encode("latin-1"), "iso-8859-1", "perché"),
        ("perché € 5".encode("cp1252"), "windows-1252", "perché € 5"),
        ("perché".encode(), "us-ascii", "perché"),
        ("perché".encode(), "x-ignoto", "perché"),
        ("perché".encode(), "idna", "perché"),
        ("perché".encode(), "hex", "perché"),
        ("perché".encode(), "a\0b", "perché"),
        ("perché".encode(), "x" * 5000, "perché"),
        (JAPANESE.encode("iso-2022-jp"), "ISO-2022-JP", JAPANESE),
        (JAPANESE.encode("shift_jis"), "shift_jis", JAPANESE),
        (b"u\0n\x07o\x1b\x7f", "utf-8", "uno"),
        (b"a+2AA-b", "utf-7", "ab"),
    ],
)
def test_texts_are_read_in_the_charset_declared_or_in_a_likely_one(octets, charset, text):
    message = mail(octets, Content_Type=f'text/plain; charset="{charset}"')
    assert body_text(message) == text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "x-uuencode", "8bit", "ignota"])
def test_a_broken_transfer_encoding_never_raises(encoding):
    message = mail(b"=ZZ &&& \xff\xfe begin =", Content_Transfer_Encoding=encoding)
    assert isinstance(body_text(message), str)


def test_a_sound_transfer_encoding_is_undone():
    octets = base64.encodebytes("Perché no?\r\n".encode())
    assert body_text(mail(octets, Content_Transfer_Encoding="base64")) == "Perché no?"


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\n", "\u2028", "\x85"])
def test_every_end_of_line_is_a_newline(mark):
    assert body_text(mail(f"uno{mark}due", Content_Type="text/plain; charset=utf-8")) == "uno\ndue"


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_body_without_end_is_cut(kind):
    assert len(body_text(mail("abcde " * 400_000, Content_Type=kind))) == 100_000


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("uno<br>due<br/>tre", "uno\ndue\ntre"),
        ("<ul><li>uno</li><li>due</li></ul>", "- uno\n- due"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<head><title>no</title><style>p{}</style></head><body>sì</body>", "sì"),
        ("<script>if (1<2) alert('</b>')</script>dopo", "dopo"),
        ("prima<script>mai chiuso", "prima"),
        ("<!-- <p>no</p> -->sì<![if !mso]>!<![endif]><?xml x?>", "sì!"),
        ("prima<!-- mai chiuso", "prima"),
        ("5 &lt; 6 &amp; 7 &egrave;&nbsp;&#232;&#xe8;", "5 < 6 & 7 è èè"),
        ("5 < 6 e a<b", "5 < 6 e a"),
        ('<img alt="a > b" src=x>dopo', "dopo"),
        (
            "<p>Grazie</p><blockquote>uno<blockquote>due</blockquote></blockquote>",
            "Grazie\n\n> uno\n> > due",
        ),
        ("</blockquote></blockquote>testo", "testo"),
        ("&#" + "9" * 5000 + ";", "&#" + "9" * 5000 + ";"),
        ("<div>" * 10_000 + "in fondo" + "</div>" * 10_000, "in fondo"),
        ("<blockquote>" * 10_000 + "in fondo", "> > > > > in fondo"),
        ("", ""),
    ],
)
def test_html_becomes_lines_of_text(html, text):
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="modulo.pdf"', "modulo.pdf"),
        ("attachment; filename*=utf-8''qualit%C3%A0.pdf", "qualità.pdf"),
        ('attachment; filename="=?utf-8?q?qualit=C3=A0.pdf?="', "qualità.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        (r'attachment; filename="C:\\temp\\x.pdf"', "x.pdf"),
        ("attachment; filename*=ignoto''%ff.pdf", None),
        ("attachment", "allegato"),
        (f'attachment; filename="{"a" * 300}.pdf"', "a" * 200),
    ],
)
def test_attached_files_keep_their_name_without_folders(disposition, name):
    message = multipart(
        "mixed", part("x"), part(b"%PDF", "application/pdf", f"Content-Disposition: {disposition}")
    )
    (found,) = attachments(message)
    assert found.content == b"%PDF"
    assert found.mimetype == "application/pdf"
    assert found.name == name if name else "/" not in found.name


def test_a_mail_that_is_a_file_has_it_attached():
    (found,) = attachments(mail("%PDF", Content_Type="application/pdf; name=modulo.pdf"))
    assert (found.name, found.content) == ("modulo.pdf", b"%PDF")
    assert attachments(mail("testo")) == []


def test_the_twenty_first_file_is_left_out():
    files = [part(b"x", "image/png", "Content-Disposition: attachment") for _ in range(21)]
    assert len(attachments(multipart("mixed", part("x"), *files))) == 20
