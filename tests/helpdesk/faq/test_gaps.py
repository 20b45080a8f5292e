# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is missing: searches, requests alike, answers read in vain; and lines put aside."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk.actions import gaps as putting_aside
from helpdesk.actions import tickets, topics
from helpdesk.faq import gaps
from helpdesk.faq.similarity import groups
from helpdesk.models import FaqOrigin, IgnoredGap, Ticket
from migliorapa.core import search
from migliorapa.core.models import SearchQuery
from tests.factories.helpdesk import FaqFactory, TicketFactory, opened

pytestmark = pytest.mark.django_db
GAPS = "/aiuto/operatori/lacune/"
CANTEEN = (
    ("Quante risposte servono per la mensa?", "Abbiamo 400 famiglie alla mensa scolastica."),
    ("Campione mensa scolastica", "Quante famiglie dobbiamo sentire per la mensa? Sono 380."),
)
RESULTS = (
    ("Come pubblicare i risultati", "Dove pubblichiamo i risultati della rilevazione?"),
    ("Pubblicazione dei risultati sul sito", "Dobbiamo pubblicare i risultati: dove?"),
)
ALONE = (
    ("LimeSurvey non esporta", "Quando esporto in CSV trovo i codici e non le etichette."),
    ("Tasso di risposta basso", "Rispondono in pochi: come facciamo?"),
)


@pytest.fixture
def desk(client, operatrice):
    client.force_login(operatrice)
    return client


def told(response) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.text).split()))


def asked(requester, texts):
    return [opened(requester, subject=subject, text=text) for subject, text in texts]


def subjects(found):
    return [{ticket.subject for ticket in group.tickets} for group in found]


def test_texts_alike_are_put_together_and_the_others_stay_alone():
    found = groups([*CANTEEN, *RESULTS, *ALONE])
    assert found == [[0, 1], [2, 3], [4], [5]]
    assert groups([]) == []
    assert groups([("", ""), ("di la per", "")]) == [[0], [1]]


def test_requests_without_topics_are_found_alike_and_each_is_told_once(bari):
    asked(bari, [*CANTEEN, *RESULTS, *ALONE])
    Ticket.objects.filter(subject=CANTEEN[0][0]).update(topics=["campione", "questionario"])
    Ticket.objects.filter(subject=CANTEEN[1][0]).update(topics=["campione", "questionario"])
    found = subjects(gaps.clusters())
    assert sorted(found, key=len) == found
    assert [{title for title, _ in texts} for texts in (CANTEEN, RESULTS)] in (found, found[::-1])


def test_requests_that_have_their_faq_or_were_set_aside_do_not_count(bari, operatrice):
    first, second = asked(bari, CANTEEN)
    FaqOrigin.objects.create(faq=FaqFactory(), ticket=first)
    assert gaps.clusters() == []
    FaqOrigin.objects.all().delete()
    tickets.mark_spam(ticket=second, actor=operatrice)
    assert gaps.clusters() == []


def test_a_line_leads_to_a_faq_made_of_all_its_requests(desk, bari, operatrice):
    first, second = asked(bari, CANTEEN)
    tickets.solve(ticket=first, text="Ne servono 196.", actor=operatrice)
    page = desk.get(GAPS)
    assert f"{second.number} {second.subject}" in told(page)
    address = f"/aiuto/operatori/{first.public_id}/faq/?richieste={second.number}"
    assert f'href="{address}"' in page.text
    form = desk.get(address)
    assert f'name="requests" value="{second.number}"' in form.text
    assert "Ne servono 196." in form.text


def test_searches_that_found_nothing_and_those_that_nobody_opened(desk):
    search.note("rimborso dei buoni pasto", 0)
    for times, text in ((1, "una volta sola"), (2, "due volte invano"), (3, "aperta da uno")):
        for _ in range(times):
            search.note(text, 5)
    search.note_click("aperta da uno")
    assert [(row["text"], row["best"]) for row in gaps.searches()] == [
        ("due volte invano", 5),
        ("rimborso dei buoni pasto", 0),
    ]
    page = desk.get(GAPS)
    assert "domanda=rimborso%20dei%20buoni%20pasto" in page.text
    assert "2 volte, risultati mostrati, non aperti" in told(page)


def test_the_page_boasts_of_nothing_it_does_not_know(desk):
    page = told(desk.get(GAPS))
    assert "ha anche aperto un risultato" not in page
    assert "I suggerimenti mentre si scrive non si contano" in page


def test_what_was_read_in_vain_has_its_requests_and_a_faq_to_write(desk, bari):
    faq = FaqFactory(code="F907")
    first = opened(bari, subject="Non mi torna il conto", read_faqs=[faq.pk])
    second = opened(bari, subject="Il margine di errore", read_faqs=[faq.pk])
    page = desk.get(GAPS)
    assert "2 richieste dopo averla letta" in told(page)
    assert f"{first.number} Non mi torna il conto" in told(page)
    address = f"/aiuto/operatori/{second.public_id}/faq/?richieste={first.number}"
    assert f'href="{address}"' in page.text
    faq.reviewed_at = timezone.now() + timedelta(seconds=1)
    faq.save()
    assert gaps.read_in_vain() == []


def test_each_line_can_be_put_aside_and_taken_back(desk, bari):
    search.note("asdf qwerty", 0)
    asked(bari, CANTEEN)
    faq = FaqFactory()
    TicketFactory(subject="Letta invano", read_faqs=[faq.pk])
    before = gaps.found()
    assert all(before[name] for name in ("searches", "clusters", "read_in_vain"))
    page = desk.get(GAPS).text
    forms = re.findall(r'name="tipo" value="(\w+)"><button[^>]* value="([^"]+)"', page)
    assert len(forms) == 3
    for kind, key in forms:
        answer = desk.post(f"{GAPS}ignora/", {"tipo": kind, "chiave": key}, follow=True)
        assert "messa da parte" in told(answer)
    after = gaps.found()
    assert not any(list(after[name]) for name in ("searches", "clusters", "read_in_vain"))
    shown = told(desk.get(GAPS))
    assert "La ricerca «asdf qwerty»" in shown
    assert f"Le richieste dopo {faq.code}" in shown
    for row in IgnoredGap.objects.all():
        desk.post(f"{GAPS}{row.pk}/rimetti/")
    assert gaps.found()["clusters"]


def test_requests_that_come_after_are_told_again(desk, bari):
    faq = FaqFactory()
    TicketFactory(read_faqs=[faq.pk])
    desk.post(f"{GAPS}ignora/", {"tipo": "faq", "chiave": str(faq.pk)})
    assert gaps.read_in_vain() == []
    later = timezone.now() + timedelta(minutes=1)
    TicketFactory(subject="Dopo", read_faqs=[faq.pk], created=later)
    assert subjects(gaps.read_in_vain()) == [{"Dopo"}]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"tipo": "x", "chiave": "1"},
        {"tipo": "request", "chiave": "uno"},
        {"tipo": "faq", "chiave": "9" * 40},
        {"tipo": "search", "chiave": " \0"},
    ],
)
def test_what_is_no_line_is_refused_in_words(desk, sent):
    answer = desk.post(f"{GAPS}ignora/", sent, follow=True)
    assert "Questa riga non c'è più" in told(answer)
    assert not IgnoredGap.objects.exists()


def test_only_operators_put_lines_aside_and_only_by_post(client, bari, operatrice):
    client.force_login(bari)
    for address in (f"{GAPS}ignora/", f"{GAPS}1/rimetti/"):
        assert client.post(address, {"tipo": "search", "chiave": "x"}).status_code == 404
    with pytest.raises(PermissionDenied):
        putting_aside.ignore(kind="search", keys=["x"], actor=bari)
    with pytest.raises(ValidationError):
        putting_aside.ignore(kind="search", keys=[], actor=operatrice)
    client.force_login(operatrice)
    assert client.get(f"{GAPS}ignora/").status_code == 405


@pytest.mark.parametrize("n", [1, 12])
def test_the_page_costs_the_same_however_many_requests(
    desk, bari, n, django_assert_max_num_queries
):
    faq = FaqFactory()
    for number in range(n):
        TicketFactory(read_faqs=[faq.pk], subject=f"Quante risposte per la mensa {number}")
        search.note(f"parola{number}x", 0)
    with django_assert_max_num_queries(14):
        desk.get(GAPS)


def test_old_searches_and_requests_are_not_told(bari):
    search.note("vecchia", 0)
    SearchQuery.objects.update(day=timezone.localdate() - timedelta(days=200))
    asked(bari, CANTEEN)
    Ticket.objects.update(created=timezone.now() - timedelta(days=200))
    assert not gaps.searches()
    assert gaps.clusters() == []


def test_topics_are_filled_in_later_by_the_words(catalogue, bari):
    plain = opened(bari, subject="Come calcoliamo la numerosità del campione?", text="Aiuto.")
    hazy = opened(bari, subject="xkqzw vbnmj", text="xkqzw")
    named = opened(bari, subject="Quante persone nel campione?", topics=["privacy"])
    topics.fill()
    for ticket in (plain, hazy, named):
        ticket.refresh_from_db()
    assert "campione" in plain.topics
    assert (hazy.topics, named.topics) == ([], ["privacy"])
    line = plain.changes.get(field="argomenti")
    assert (line.actor_name, line.actor) == ("Il portale", None)
    assert topics.fill().startswith("0 ")
    assert plain.revision == 0, "nobody who is writing an answer is stopped by it"


def test_old_or_forgotten_requests_are_left_as_they_are(catalogue, bari):
    old = opened(bari, subject="Come calcoliamo la numerosità del campione?")
    Ticket.objects.update(created=timezone.now() - timedelta(days=4))
    topics.fill()
    old.refresh_from_db()
    assert old.topics == []
