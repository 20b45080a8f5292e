# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one box: results, suggestions, «ho risolto»."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk.actions import reuse, tickets
from helpdesk.models import Deflection, Faq, FaqReading, Ticket
from migliorapa.core import search
from migliorapa.core.search.models import SearchQuery
from tests.factories.helpdesk import FaqFactory, QueueFactory, opened

pytestmark = pytest.mark.django_db
ASK, SUGGEST, SOLVED = "/aiuto/", "/aiuto/suggerimenti/", "/aiuto/risolto/"
STEP = "/passi/piano-di-campionamento/"


@pytest.fixture
def faq():
    found = FaqFactory(
        code="F950", question="Zigrinatura: quante tacche servono?", topics=["campione"]
    )
    search.publish(
        [
            search.Document(
                key="test:F950",
                kind="FAQ",
                url="/aiuto/faq/zigrinatura/",
                title=found.question,
                code=found.code,
                topics=("campione",),
            )
        ]
    )
    return found


def told(response) -> str:
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    return text.replace("&#x27;", "'")


def test_the_box_finds_answers_and_offers_three_ways(client, faq):
    page = client.get(ASK, {"q": "quante tacche di zigrinatura"})
    assert re.search(r'<h3 class="mt-2"><a href="/aiuto/faq/zigrinatura/">', page.text)
    text = told(page)
    for way in ("Ho risolto", "Aprite una richiesta", "Prenotate una chiamata"):
        assert way in text
    assert "/aiuto/richiesta/nuova/?q=quante+tacche+di+zigrinatura" in page.text


def test_without_words_there_is_nothing_to_have_solved(client):
    page = client.get(ASK)
    assert "Ho risolto" not in page.text
    assert "Aprite una richiesta" in page.text


def test_a_need_nobody_met_is_counted_as_a_gap_without_who(client, bari):
    client.force_login(bari)
    page = client.get(ASK, {"q": "xkqzw vbnmj"})
    assert "Non abbiamo ancora una risposta" in page.text
    assert "Ho risolto" not in page.text
    assert SearchQuery.objects.values_list("text", "results", "count").get() == (
        "xkqzw vbnmj",
        0,
        1,
    )


def test_who_solved_has_opened_a_result_of_that_search(client, faq):
    solve(client)
    row = SearchQuery.objects.get()
    assert (row.text, row.count, row.clicked) == ("quante tacche", 1, 1)


@pytest.mark.parametrize("page", [ASK, "/aiuto/richiesta/nuova/"])
def test_the_faq_one_comes_from_was_read(client, page):
    known = Faq.objects.get(code="F14").get_absolute_url()
    for address, read in (
        (f"http://testserver{known}", ["F14"]),
        ("http://testserver/aiuto/faq/", []),
        ("http://testserver/aiuto/faq/mai-scritta/", []),
        (f"https://altrove.invalid{known}", []),
        ("http://[", []),
    ):
        found = client.get(page, {"q": "campione"}, headers={"Referer": address})
        assert list(found.context["need"].read) == read
    links = client.get(ASK, headers={"Referer": f"http://testserver{known}"}).text
    assert "/aiuto/richiesta/nuova/?letta=F14" in links


def test_the_step_one_stands_on_is_told_and_travels_on(client):
    page = client.get(ASK, {"q": "campione", "passo": "S10", "da": STEP, "profilo": "admin=comune"})
    assert "Siete arrivati dal passo" in page.text
    assert "passo=S10&amp;da=%2Fpassi%2Fpiano-di-campionamento%2F" in page.text
    assert "profilo=admin%3Dcomune" in page.text


@pytest.mark.parametrize(
    "query",
    [
        {"passo": "S99"},
        {"passo": "<script>", "da": "//altrove.invalid/"},
        {"da": "https://altrove.invalid/", "profilo": "a=%00&x=<b>&B=1&" + "z" * 5000},
        {"letta": ["F" * 30, "<x>"], "argomenti": "..,<b>,A"},
    ],
)
def test_a_context_that_is_not_ours_is_left_behind(client, query):
    page = client.get(ASK, {"q": "campione"} | query)
    assert page.status_code == 200
    assert "altrove" not in page.text
    assert "<script>" not in page.text.replace("<script src=", "")
    assert "Siete arrivati" not in page.text


def test_steps_carry_the_box_and_say_where_they_are(client):
    page = client.get(STEP)
    form = page.text[page.text.index("Chiedete aiuto su questo passo") :]
    assert 'name="passo" value="S10"' in form
    assert f'name="da" value="{STEP}"' in form


def test_the_home_page_has_the_box(client):
    assert re.search(
        r'action="/aiuto/"[^>]*>\s*<label[^>]*>Descrivete il vostro', client.get("/").text
    )


def test_suggestions_are_a_short_list_of_links(client, faq):
    page = client.get(SUGGEST, {"q": "quante tacche zigrin"})
    assert re.findall(r'<a href="([^"]+)">', page.text)[0] == "/aiuto/faq/zigrinatura/"
    assert "<html" not in page.text


@pytest.mark.parametrize("text", ["", "z", "zi", "di la per", "ricetta della carbonara"])
def test_suggestions_are_silent_when_unsure(client, faq, text):
    assert client.get(SUGGEST, {"q": text}).text.strip() == ""


def test_readers_get_no_cookie(client, faq):
    for address in (ASK, f"{ASK}?q=zigrinatura&passo=S10", f"{SUGGEST}?q=zigrinatura", SOLVED):
        assert not client.get(address).cookies
    assert not client.post(SOLVED, {"risultato": "/aiuto/faq/zigrinatura/"}).cookies


def test_search_and_suggestion_cost_four_statements(client, faq, django_assert_max_num_queries):
    for address in (
        f"{ASK}?q=quante+tacche+di+zigrinatura&passo=S10",
        f"{SUGGEST}?q=zigrinature+ta",
    ):
        client.get(address)
        with django_assert_max_num_queries(4):
            client.get(address)


def solve(client, **more):
    return client.post(
        SOLVED, {"q": "quante tacche", "risultato": "/aiuto/faq/zigrinatura/"} | more
    )


def test_solved_is_counted_with_the_answer_that_helped(client, faq):
    response = solve(client)
    assert response.status_code == 303
    found = Deflection.objects.get()
    assert (found.faq, found.text, found.topics) == (faq, "quante tacche", ["campione"])
    assert found.administration is None
    assert found.visitor
    assert "Grazie" in client.get(response["Location"]).text


def test_a_member_who_solved_makes_the_answer_reused_once(client, faq, bari, comune_di_bari):
    client.force_login(bari)
    for _ in range(3):
        solve(client)
    assert Deflection.objects.get().administration == comune_di_bari
    assert FaqReading.objects.get().administration == comune_di_bari
    assert Faq.objects.get(pk=faq.pk).reused_by == 1


@pytest.mark.parametrize(
    "page",
    ["", "/aiuto/faq/altra/", "https://altrove.invalid/", "\0", "x" * 9000, "/aiuto/richieste/"],
)
def test_only_a_page_we_showed_can_have_helped(client, faq, page):
    response = solve(client, risultato=page)
    assert response.status_code == 422
    assert "Scegliete la pagina che vi ha aiutato." in response.text
    assert not Deflection.objects.exists()


@pytest.mark.parametrize("origin", ["http://altrove.invalid", "null", "http://["])
def test_another_site_cannot_say_solved(client, faq, origin):
    client.raise_request_exception = False
    response = client.post(
        SOLVED, {"risultato": "/aiuto/faq/zigrinatura/"}, headers={"Origin": origin}
    )
    assert response.status_code == 403
    assert not Deflection.objects.exists()


def test_reading_that_page_counts_nothing(client, faq):
    client.get(SOLVED, {"q": "x", "risultato": "/aiuto/faq/zigrinatura/"})
    assert not Deflection.objects.exists()


def test_who_says_it_too_often_is_thanked_and_not_counted(client, faq):
    urls = [f"/aiuto/faq/zigrinatura-{n}/" for n in range(40)]
    search.publish(
        [
            search.Document(key=f"test:{n}", kind="FAQ", url=url, title=url)
            for n, url in enumerate(urls)
        ]
    )
    for url in urls:
        assert solve(client, risultato=url).status_code == 303
    assert Deflection.objects.count() == 30


def test_a_request_on_the_same_topic_within_a_week_takes_it_back(
    client, faq, bari, comune_di_bari, lecce, comune_di_lecce
):
    queue = QueueFactory()
    client.force_login(bari)
    solve(client)
    opened(lecce, administration=comune_di_lecce, topics=["campione"], queue=queue)
    opened(bari, administration=comune_di_bari, topics=["privacy"], queue=queue)
    assert not Deflection.objects.filter(withdrawn__isnull=False).exists()
    opened(bari, administration=comune_di_bari, topics=["campione", "privacy"], queue=queue)
    assert Deflection.objects.get().withdrawn


def test_what_is_taken_back_is_no_reuse_either(client, faq, bari, comune_di_bari):
    client.force_login(bari)
    solve(client)
    assert Faq.objects.get(pk=faq.pk).reused_by == 1
    opened(bari, administration=comune_di_bari, topics=["campione"])
    assert Faq.objects.get(pk=faq.pk).reused_by == 0
    assert not FaqReading.objects.exists()


def test_after_a_week_it_stays_counted(client, faq, bari, comune_di_bari):
    client.force_login(bari)
    solve(client)
    Deflection.objects.update(created=timezone.now() - timedelta(days=8))
    opened(bari, administration=comune_di_bari, topics=["campione"])
    assert Deflection.objects.get().withdrawn is None


def test_a_visitor_who_comes_back_takes_it_back_too(client, faq):
    QueueFactory()
    solve(client)
    visitor = {"name": "Ada Neri", "email": "ada@esempio.invalid", "organisation": "Rivafinta"}
    need = {"subject": "Tacche", "text": "Quante?", "argomenti": "campione", "notice": "on"}
    client.post("/aiuto/richiesta/nuova/", need | visitor)
    assert Ticket.objects.get().state == "unconfirmed"
    assert Deflection.objects.get().withdrawn


def test_visitors_are_told_apart_for_a_week_and_no_longer(client, faq):
    solve(client)
    reuse.forget_visitors()
    assert Deflection.objects.get().visitor
    Deflection.objects.update(created=timezone.now() - timedelta(days=8))
    reuse.forget_visitors()
    assert Deflection.objects.get().visitor == ""


def test_a_visitor_who_claims_an_administration_takes_nothing_of_its_count_back(
    client, faq, bari, comune_di_bari
):
    client.force_login(bari)
    solve(client)
    asked = opened(administration=comune_di_bari, topics=["campione"])
    tickets.confirm_ticket(ticket=asked)
    assert Deflection.objects.get().withdrawn is None
