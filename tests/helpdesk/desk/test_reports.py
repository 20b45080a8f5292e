# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports: promises kept, times, judgements, with the requests behind each figure."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from helpdesk.models import Deflection, Queue, Satisfaction
from tests.factories.helpdesk import QueueFactory, TicketFactory

from .pages import DESK, listed, tags, told

pytestmark = pytest.mark.django_db
REPORTS = f"{DESK}rapporti/"


@pytest.fixture
def history(comune_di_bari):
    """Three requests of the queue, one elsewhere, one of another year."""
    solved = {"state": "closed", "solved": timezone.now(), "step": "S10"}
    fast = TicketFactory(
        **solved,
        administration=comune_di_bari,
        answered_minutes=60,
        answered_on_time=True,
        solved_minutes=120,
        solved_on_time=True,
    )
    TicketFactory(
        **solved,
        answered_minutes=180,
        answered_on_time=True,
        solved_minutes=600,
        solved_on_time=False,
    )
    TicketFactory(first_answer_due=timezone.now() - timedelta(days=1))  # late, still unanswered
    TicketFactory(queue=QueueFactory(slug="altra", label="=Altra coda"))
    TicketFactory(created=datetime(2024, 5, 31, 22, 30, tzinfo=UTC))
    TicketFactory(state="spam")
    Satisfaction.objects.create(ticket=fast, importance=9, satisfaction=7)
    Deflection.objects.create(text="campione")
    Deflection.objects.create(text="campione", withdrawn=timezone.now())


def lines(response, table=0):
    return {line.label: line for line in response.context["tables"][table][1]}


def test_promises_times_and_judgements_by_queue(desk, history):
    response = desk.get(REPORTS)
    line = lines(response)["Coda di prova"]
    assert (line.opened, line.solved) == (3, 2)
    assert (line.answers.kept, line.answers.of, line.answers.share) == (2, 3, 67)
    assert (line.solutions.kept, line.solutions.of) == (1, 2)
    assert (line.answer_hours, line.solution_hours) == (2, 6)
    assert (line.importance, line.satisfaction, line.judged) == (9, 7, 1)
    text = told(response)
    assert "Sono arrivate 4 richieste: 2 prime risposte su 3 nei tempi promessi." in text
    assert "Un bisogno è stato risolto senza aprire una richiesta" in text
    assert "67% (2 su 3)" in text


def test_by_kind_of_administration_and_by_step(desk, history):
    response = desk.get(REPORTS)
    kinds, steps = lines(response, 1), lines(response, 2)
    assert kinds["Comune o unione di comuni"].opened == 1
    assert kinds["Ente non nell'elenco"].opened == 3
    assert [label[:3] for label in steps] == ["Nes", "S10"]


def test_each_figure_leads_to_its_requests(desk, history):
    def many(query):
        return len(listed(desk.get(f"{DESK}?{query}")))

    for _title, table in desk.get(REPORTS).context["tables"]:
        for line in table:
            assert many(line.query) == line.opened
            assert many(f"{line.query}&esito=risposta-fuori-tempo") == line.answers.missed
            assert many(f"{line.query}&esito=soluzione-fuori-tempo") == line.solutions.missed
            assert many(f"{line.query}&giudizio=dato") == line.judged


def test_the_page_links_what_was_missed_and_what_was_judged(desk, history):
    text = desk.get(REPORTS).text.replace("&amp;", "&")
    queue = r'href="([^"]*coda=coda-di-prova[^"]*'
    address = re.search(queue + '&esito=risposta-fuori-tempo)"', text)[1]
    assert tags(desk.get(address)) == ["Da prendere in carico"]
    address = re.search(queue + '&giudizio=dato)"', text)[1]
    assert len(listed(desk.get(address))) == 1
    assert "giudizio=basso" not in text
    Satisfaction.objects.update(satisfaction=5)
    address = re.search(r'href="([^"]*giudizio=basso)"', desk.get(REPORTS).text)[1]
    assert len(listed(desk.get(address.replace("&amp;", "&")))) == 1


def test_the_list_says_in_words_which_part_of_the_figures_it_shows(desk, history):
    query = "vista=arrivate&tipo=-&passo=-&esito=risposta-fuori-tempo&giudizio=basso"
    text = told(desk.get(f"{DESK}?{query}"))
    assert (
        "Arrivate, senza un passo, di chi non è nell'elenco degli enti, con la prima risposta "
        "fuori tempo, con soddisfazione sotto il 6 ."
    ) in text.replace("6.", "6 .")
    kept = desk.get(f"{DESK}?{query}").text
    for name in ("esito", "giudizio", "tipo", "passo"):
        assert f'<input type="hidden" name="{name}"' in kept
    assert "di enti del tipo «Scuola»" in told(desk.get(f"{DESK}?tipo=scuola"))
    assert desk.get(f"{DESK}?esito=x&giudizio=%00").context["filters"].query() == "vista=aperte"


def test_queues_are_put_in_the_order_of_the_map_of_importance_and_satisfaction(desk):
    for slug, importance, satisfaction, people in (
        ("bene", 9, 9, 5),
        ("male", 9, 4, 5),
        ("poco", 3, 4, 5),
        ("rara", 10, 1, 1),
    ):
        queue = QueueFactory(slug=slug, label=slug)
        for ticket in TicketFactory.create_batch(people, queue=queue, solved_already=True):
            Satisfaction.objects.create(
                ticket=ticket, importance=importance, satisfaction=satisfaction
            )
    response = desk.get(REPORTS)
    found = [(queue.slug, queue.label, queue.place) for queue, _ in response.context["priorities"]]
    assert [(label, place) for _, label, place in found] == [
        ("male", "Concentrarsi qui"),
        ("bene", "Mantenere"),
        ("poco", "Bassa priorità"),
        ("rara", ""),
    ]
    assert "male Concentrarsi qui 9,0 4,0 -5,0 5 giudizi" in told(response)
    assert "rara Pochi giudizi" in told(response)


def test_days_are_those_of_rome(desk, history):
    assert desk.get(REPORTS, {"dal": "2024-06-01", "al": "2024-06-01"}).context["total"].opened == 1
    assert desk.get(REPORTS, {"dal": "2024-05-31", "al": "2024-05-31"}).context["total"].opened == 0


def test_the_table_runs_nothing_in_a_spreadsheet(desk, history):
    Queue.objects.update(description="")
    response = desk.get(f"{DESK}rapporti.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode().removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    found = {row[1]: row for row in rows}
    assert "'=Altra coda" in found
    assert found["Coda di prova"][2:] == [
        *("3", "2", "2", "3", "1", "2"),
        *("2,0", "6,0", "1", "9,0", "7,0", "", "", ""),
    ]


@pytest.mark.parametrize("value", ["\0", "x", "9999-99-99", "0001-01-01", "9999-12-31", "9" * 4000])
def test_bad_periods_give_the_last_thirty_days(desk, value):
    response = desk.get(REPORTS, {"dal": value, "al": value})
    assert response.status_code == 200
    assert response.context["period"].last == timezone.localdate()
    assert desk.get(f"{DESK}rapporti.csv", {"dal": value}).status_code == 200


def test_a_period_written_backwards_is_understood(desk):
    period = desk.get(REPORTS, {"dal": "2031-02-01", "al": "2031-01-01"}).context["period"]
    assert period.first < period.last


def test_reports_cost_the_same_however_many_requests(desk, history, django_assert_max_num_queries):
    for _ in range(20):
        TicketFactory(step="S11")
    with django_assert_max_num_queries(12):
        desk.get(REPORTS)


def test_an_empty_period_says_so(desk):
    assert "Nessuna richiesta in questo periodo." in told(desk.get(REPORTS))


def test_contact_persons_have_no_reports(client, bari):
    client.force_login(bari)
    for address in (REPORTS, f"{DESK}rapporti.csv"):
        assert client.get(address).status_code == 404
