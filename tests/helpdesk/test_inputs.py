# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inputs that broke other help desks, and that no other test of this one sends.

The whole list, with the test of each, is in docs/testing.md.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from helpdesk import proposal, urls
from helpdesk.actions import publication, tickets
from helpdesk.models import Ticket
from migliorapa.core import search
from migliorapa.core.search.models import SearchQuery
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import MessageFactory, QueueFactory, opened
from tests.helpdesk.ask.test_bad_inputs import NEW, need
from tests.helpdesk.faq.making import published, solved

pytestmark = pytest.mark.django_db
ROUTES = [
    str(pattern.pattern)
    for pattern in urls.urlpatterns
    if pattern.pattern.converters and pattern.name != "take_back_gap"  # gone already is as well
]
NUMBERS = {
    "nothing": "0",
    "negative": "-1",
    "too large": "9" * 20,
    "much too large": "9" * 400,
    "no number": "abc",
    "NUL": "%00",
    "lone surrogate": "%ed%a0%80",
    "climbing": "..%2f..%2fetc",
    "very long": "a" * 3000,
    "digits of others": "%d9%a3",
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_an_address_of_nothing_is_not_found_whoever_asks(operatrice, lecce, kind):
    for person in (operatrice, lecce):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        for route in ROUTES:
            address = "/aiuto/" + re.sub("<[^>]+>", NUMBERS[kind], route)
            read, sent = client.get(address), client.post(address, {"do": "x", "text": "x"})
            assert {read.status_code, sent.status_code} <= {404, 405}, address
            assert 404 in {read.status_code, sent.status_code}, address


def _body(cut: int) -> bytes:
    fields = need() | {"uploads": "x"}
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = '--x\r\nContent-Disposition: form-data; name="uploads"; filename="a.txt"\r\n\r\n'
    return f"{parts}{file}{'ciao' * 100}\r\n--x--\r\n".encode()[:-cut]


@pytest.mark.parametrize("cut", [50, 300, 420, 500])
def test_an_upload_that_stops_half_way_leaves_nothing_half_done(
    client, bari, settings, tmp_path, cut
):
    settings.MEDIA_ROOT = tmp_path
    QueueFactory()
    client.force_login(bari)
    client.raise_request_exception = False
    response = client.generic(
        "POST", NEW, _body(cut), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code in {302, 400, 409, 422}
    assert Ticket.objects.count() == (response.status_code == 302)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == Ticket.objects.filter(messages__attachments__isnull=False).count()


def test_files_too_large_together_are_refused_together(client, bari, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    QueueFactory()
    client.force_login(bari)
    many = [SimpleUploadedFile(f"{n}.txt", b"x" * 5_000_000) for n in range(5)]
    page = client.post(NEW, need(uploads=many))
    assert "superano i 20 MB" in page.text
    assert not Ticket.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_form_sent_again_an_hour_later_is_the_same_request(client, bari, monkeypatch):
    QueueFactory()
    client.force_login(bari)
    first = client.post(NEW, need())
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.post(NEW, need()).url == first.url
    assert Ticket.objects.count() == 1


def test_a_session_that_somebody_prepared_is_not_the_one_of_who_signs_in(client):
    victim = UserFactory(email="vittima@esempio.invalid")
    victim.set_password("una-frase-lunga-e-mia")
    victim.save()
    victim.emailaddress_set.update_or_create(
        email=victim.email, defaults={"verified": True, "primary": True}
    )
    client.session.save()
    prepared = client.session.session_key
    client.cookies["sessionid"] = prepared
    client.post("/accesso/login/", {"login": victim.email, "password": "una-frase-lunga-e-mia"})
    assert client.session.get("_auth_user_id") == str(victim.pk)
    assert client.session.session_key != prepared
    stranger = Client()
    stranger.cookies["sessionid"] = prepared
    assert stranger.get("/aiuto/richieste/").url.startswith("/accesso/login/")


@pytest.mark.parametrize("address", ["/aiuto/", NEW, "/aiuto/richieste/", "/aiuto/operatori/"])
def test_no_page_stands_in_a_frame_of_others(client, operatrice, address):
    client.force_login(operatrice)
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_withdrawn_answer_is_in_no_list_search_or_suggestion(client, bari, operatrice):
    colleague = UserFactory(operator=True, email="sara@esempio.invalid")
    faq = published(solved(bari, operatrice), operatrice, colleague)
    ask = "Quante risposte servono con 2.600 utenti?"
    pages = ("/aiuto/faq/", "/aiuto/", "/aiuto/suggerimenti/", "/cerca/")
    for page in pages:
        assert faq.slug in client.get(page, {"q": ask}).text, page
    publication.withdraw(faq=faq, actor=operatrice)
    for page in (*pages, "/aiuto/faq/?argomento=campione", "/aiuto/come-rispondiamo/"):
        assert faq.slug not in client.get(page, {"q": ask}).text, page
    assert not [hit for hit in search.find(ask) if hit.code == faq.code]
    for part in ("", "versioni/", "versioni/1/"):
        assert client.get(f"{faq.get_absolute_url()}{part}").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        "> Il 3 marzo Anna Esposito <bari@esempio.invalid> ha scritto:\n> Comune di Bari.",
        "Da: Anna Esposito [mailto:bari@esempio.invalid]\nOggetto: il Comune di Bari",
        "-- \nAnna Esposito\nComune di Bari",
    ],
)
def test_neither_quoted_mails_nor_names_of_files_bring_names_into_a_draft(
    bari, comune_di_bari, operatrice, settings, tmp_path, said
):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("Anna Esposito, Comune di Bari.txt", b"Anna Esposito di Bari")
    ticket = opened(bari, administration=comune_di_bari, uploads=[upload])
    tickets.solve(ticket=ticket, text=f"Servono 335 risposte.\n\n{said}", actor=operatrice)
    MessageFactory(ticket=ticket, kind="reply", body=said)
    drafted = proposal.from_ticket(Ticket.objects.get())
    told = f"{drafted.question} {drafted.answer} {drafted.body}"
    assert "335" in told
    for name in ("Anna", "Esposito", "bari@", "Comune di Bari"):
        assert name not in told


def test_suggestions_without_end_write_nothing(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4 * 50):
        for _ in range(50):
            assert client.get("/aiuto/suggerimenti/", {"q": "questionario"}).status_code == 200
    assert not SearchQuery.objects.exists()
    assert not client.cookies


def test_the_list_of_inputs_names_tests_that_exist():
    text = (Path(site.BASE_DIR) / "docs" / "testing.md").read_text(encoding="utf-8")
    part = text.partition("## Inputs that break help desks")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| [^|]+ \| (`tests.+) \|$", part, re.MULTILINE)
    assert len({group for group, _ in rows}) == 12
    for _, cell in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)` `(test_\w+)`", cell)
        assert len(named) == len(cell.split("<br>")), cell
        for file, test in named:
            code = (Path(site.BASE_DIR) / file).read_text(encoding="utf-8")
            assert f"\ndef {test}(" in code, test
