# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile words, marks, files and forms: a request as plain as any other, or a clear refusal."""

import io
import zipfile
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from helpdesk import links
from helpdesk.actions import tickets
from helpdesk.models import Attachment, Message, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import QueueFactory, opened

pytestmark = pytest.mark.django_db
NEW, ASK, SUGGEST = "/aiuto/richiesta/nuova/", "/aiuto/", "/aiuto/suggerimenti/"
FORM = "application/x-www-form-urlencoded"
WORDS = {
    "NUL": "Quanti\0 utenti",
    "right to left": "fattura \u202efdp.exe",
    "zero width": "cam\u200bpione\ufeff",
    "emoji": "Grazie 👩🏽\u200d🦽",
    "Arabic": "مرحبا كم عدد الردود",
    "decomposed accents": "qualita\u0300 perche\u0301",
    "curly apostrophe": "l\u2019ente e l\u2018ufficio",
    "new line": "Oggetto\r\nBcc: altri@esempio.invalid",
    "template": "{{7*7}} {% load x %}",
    "format": "%s %n %(x)s",
    "cell": "=cmd|' /C calc'!A0",
    "quotes": "'; DROP TABLE helpdesk_ticket; --",
}
MARKS = {
    "script": "<script>alert(1)</script>",
    "svg": "<svg onload=alert(1)>",
    "image": "<img src=x onerror=alert(1)>",
    "remote image": "![a](https://altrove.invalid/spia.png)",
    "javascript": "[a](javascript:alert(1))",
    "data": "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "vbscript": "[a](vbscript:x)",
    "line in the scheme": "[a](java\nscript:alert(1))",
    "formaction": "<button formaction=//altrove.invalid>x</button>",
    "base": "<base href=//altrove.invalid><meta http-equiv=refresh content=0>",
    "style": '<p style="background:url(//altrove.invalid/x)">x</p>',
    "half escaped": "&lt;script&gt;alert(1)&#x3C;/script>",
    "nested": ">" * 10_000 + "x",
    "brackets": "[" * 9_000,
    "code of ours": "[a](step:S10) [b](step:S99) [c](faq:<x>)",
}
HARMFUL = ("<script>alert", "<svg onload", "onerror=", "javascript:", "vbscript:", "data:text")


@pytest.fixture
def member(client, bari, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    QueueFactory()
    client.raise_request_exception = False
    client.force_login(bari)
    return client


def need(**more):
    return {
        "subject": "Una domanda",
        "text": "Un testo",
        "visibility": "nobody",
        "form_key": "c" * 32,
    } | more


@pytest.mark.parametrize("kind", WORDS)
def test_words_arrive_without_what_nobody_sees(member, operatrice, kind):
    response = member.post(NEW, need(subject=WORDS[kind], text=WORDS[kind]), follow=True)
    assert response.status_code == 200
    ticket, message = Ticket.objects.get(), Message.objects.get()
    for text in (ticket.subject, message.body, response.text):
        assert not set("\0\u202e\u200b\ufeff") & set(text)
    assert "\n" not in ticket.subject
    assert "49" not in ticket.subject
    for mail in OutboxMail.objects.all():
        assert not {"\r", "\n", "\0"} & set(mail.subject)
    assert OutboxMail.objects.filter(to="altri@esempio.invalid").count() == 0


@pytest.mark.parametrize("kind", MARKS)
def test_marks_never_reach_the_page(member, operatrice, bari, kind):
    response = member.post(NEW, need(subject=MARKS[kind][:200], text=MARKS[kind]), follow=True)
    assert response.status_code == 200
    ticket = Ticket.objects.get()
    desk = Client()
    desk.force_login(operatrice)
    pages = [
        response.text,
        member.get("/aiuto/richieste/").text,
        desk.get(f"/aiuto/operatori/{ticket.public_id}/").text,
    ]
    rendered = Message.objects.get().body_html
    for harm in HARMFUL:
        assert f"<{harm}" not in rendered
        assert f'href="{harm}' not in rendered.lower()
    for tag in ("<script", "<svg", "<base", "<meta", "<button", "<p style=", "<img"):
        assert tag not in rendered.lower()
    for page in pages:
        assert "<script>alert" not in page
        assert "onload=alert" not in page.replace("&lt;svg onload=alert", "")


@pytest.mark.parametrize(
    "broken",
    [
        {"subject": " \t\u200b "},
        {"subject": "x" * 201},
        {"text": "\r\n \u00a0"},
        {"text": "x" * 20_001},
    ],
)
def test_nothing_and_too_much_are_refused_in_words(member, broken):
    response = member.post(NEW, need(**broken))
    assert response.status_code == 422
    assert "Qualcosa da correggere" in response.text
    assert not Ticket.objects.exists()


def test_two_megabytes_of_text_are_refused(member):
    for size in (2_000_000, 3_000_000):
        assert member.post(NEW, need(text="x" * size)).status_code in {400, 413, 422}
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("raw", "status"),
    [(b"\xed\xa0\x80", 302), (b"\xff\xc3\x28", 302), (b"%ed%a0%80", 302), (b"%00", 422)],
)
def test_bytes_that_are_not_text_are_read_as_signs_and_a_nul_is_refused(member, raw, status):
    body = urlencode(need()).encode() + b"&subject=" + raw + b"&text=" + raw + b"&q=" + raw
    response = member.generic("POST", NEW, body, content_type=FORM)
    assert response.status_code == status
    assert Ticket.objects.count() == (status == 302)


@pytest.mark.parametrize(
    "name",
    [
        "queue",
        "visibility",
        "colleagues",
        "form_key",
        "passo",
        "da",
        "letta",
        "profilo",
        "argomenti",
        "chiamata",
        "uploads",
        "firmato",
    ],
)
@pytest.mark.parametrize("value", ["\0", "-1", "9" * 400, "<b>", "../..", "{{x}}", "%s", "é" * 50])
def test_no_hidden_field_breaks_the_form(member, name, value):
    response = member.post(NEW, need(**{name: value}))
    assert response.status_code in {302, 422}
    page = member.get(NEW, {name: value, "q": value})
    assert page.status_code == 200
    assert "<b>" not in page.text


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "di la per", '"', "& | ! : * ( )", "%%%", "-", '"aperta', "\\", "a" * 20_000),
        *("\0", "a\0b", "\u202e", "👍", "' OR 1=1 --", "{{7*7}}", "<script>alert(1)</script>"),
        *("qualita\u0300", "l\u2019ente", "x " * 3000, "\u0000\u0001", "*", ":*", "&&&"),
    ],
)
def test_nothing_typed_breaks_the_box(client, text):
    client.raise_request_exception = False
    for address in (ASK, SUGGEST):
        response = client.get(address, {"q": text, "passo": text, "da": text})
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert "49" not in response.text or "{{7*7}}" not in text
        assert not response.cookies


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    return buffer.getvalue()


REFUSED = {
    "page": ("pagina.html", b"<script>alert(1)</script>"),
    "drawing": ("disegno.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "xhtml": ("pagina.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    "xml": ("dati.xml", b"<?xml version='1.0'?><a/>"),
    "program": ("modulo.pdf", b"MZ\x90\x00\x03 programma"),
    "bomb": ("testo.docx", _zip_bomb()),
    "empty": ("vuoto.pdf", b""),
    "double extension": ("foto.png.exe", b"\x89PNG"),
    "no extension": ("appunti", b"testo"),
    "page called picture": ("foto.png", b"<html><script>alert(1)</script>"),
    "macro": ("foglio.xlsm", b"PK\x03\x04"),
    "script that is a PDF too": ("nota.pdf", b"alert(1)//\n%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"),
    "page inside a text": ("nota.txt", b"<!doctype html><script>alert(1)</script>"),
    "entities": ("dati.docx", b"<!DOCTYPE l [<!ENTITY a 'b'>]><l>&a;</l>"),
    "only an extension": (".pdf", b"%PDF-1.7"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_files_that_could_do_harm_are_refused_and_leave_nothing(member, settings, kind):
    name, content = REFUSED[kind]
    response = member.post(NEW, need(uploads=SimpleUploadedFile(name, content)))
    assert response.status_code == 409
    assert response.context["form"].errors["uploads"]
    assert not Ticket.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name",
    [
        "a" * 300 + ".txt",
        "../../etc/passwd.txt",
        "a\0b.txt",
        'x";y=.txt',
        "\u202etxt.txt",
        "con.txt",
        "a\r\nb.txt",
    ],
)
def test_names_of_files_are_made_fit(member, settings, name):
    upload = SimpleUploadedFile("x.txt", b"ciao")
    upload._name = name
    assert member.post(NEW, need(uploads=upload)).status_code in {302, 409, 422}
    for kept in Attachment.objects.all():
        assert len(kept.filename) <= 120
        assert not set('/\\"\0\r\n\u202e') & set(kept.filename)
        assert kept.stored.startswith("helpdesk/")
        response = member.get(f"/aiuto/allegati/{kept.public_id}/")
        assert response.getvalue() == b"ciao"


def test_pictures_lose_where_they_were_taken(member, settings):
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Via Roma 1, casa mia"
    Image.new("RGB", (8, 8), "red").save(buffer, "JPEG", exif=exif)
    member.post(NEW, need(uploads=SimpleUploadedFile("foto.jpg", buffer.getvalue())))
    kept = (settings.MEDIA_ROOT / Attachment.objects.get().stored).read_bytes()
    assert b"Via Roma" not in kept


def test_the_same_file_twice_is_two_attachments(member):
    twice = [SimpleUploadedFile("a.txt", b"ciao") for _ in range(2)]
    member.post(NEW, need(uploads=twice))
    stored = Attachment.objects.values_list("stored", flat=True)
    assert len(set(stored)) == 2


def test_a_file_gone_from_the_disk_is_told_in_words(member, settings):
    member.post(NEW, need(uploads=SimpleUploadedFile("a.txt", b"ciao")))
    kept = Attachment.objects.get()
    (settings.MEDIA_ROOT / kept.stored).unlink()
    response = member.get(f"/aiuto/allegati/{kept.public_id}/")
    assert response.status_code == 404
    assert "File non disponibile" in response.text


def test_a_form_without_its_token_is_refused(bari):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bari)
    QueueFactory()
    ticket = opened(bari)
    for address in (NEW, ticket.get_absolute_url(), f"{ticket.get_absolute_url()}chi-la-vede/"):
        response = strict.post(address, need(do="close", visibility="everybody"))
        assert response.status_code == 403
    assert Ticket.objects.get() == ticket
    ticket.refresh_from_db()
    assert (ticket.state, ticket.visibility) == ("new", "coordinator")


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Host"])
def test_links_in_mails_come_from_the_settings_alone(client, header):
    QueueFactory()
    who = {"name": "Ada Neri", "email": "ada@esempio.invalid", "organisation": "X y", "notice": "1"}
    client.post(NEW, need() | who, headers={header: "altrove.invalid"})
    assert not OutboxMail.objects.filter(text__contains="altrove").exists()


def test_names_cannot_add_recipients(client):
    QueueFactory()
    who = {"email": "ada@esempio.invalid", "organisation": "Ente\r\nBcc: x@esempio.invalid"}
    client.post(NEW, need() | who | {"name": "Ada\r\nBcc: x@esempio.invalid", "notice": "1"})
    mails = OutboxMail.objects.all()
    assert not mails.exclude(to="ada@esempio.invalid").exists()


@pytest.mark.parametrize(
    "email",
    [
        "a@b",
        "a b@esempio.invalid",
        "àda@esempio.invalid",
        "x@esempio.invalid,y@esempio.invalid",
        "a@esempio.invalid\r\nBcc:b@esempio.invalid",
        "x" * 300 + "@esempio.invalid",
    ],
)
def test_only_a_plain_address_can_ask(client, email):
    QueueFactory()
    who = {"name": "Ada Neri", "email": email, "organisation": "Rivafinta", "notice": "1"}
    assert client.post(NEW, need() | who).status_code == 422
    assert not Ticket.objects.exists()


def test_a_confirmation_used_twice_or_too_late_does_no_harm(client):
    QueueFactory()
    ticket = opened()
    path = links.confirmation_of(ticket).partition("8000")[2]
    assert path.startswith("/aiuto/")
    client.post(path)
    tickets.close(ticket=ticket)
    client.post(path)
    ticket.refresh_from_db()
    assert ticket.state == "closed"
    Ticket.objects.all().delete()
    assert client.post(path).status_code == 404
