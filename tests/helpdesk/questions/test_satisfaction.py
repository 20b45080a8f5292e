# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two marks on the answer, by who asked; and the figures that everybody reads."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import satisfaction, tickets
from helpdesk.desk import reports
from helpdesk.figures import answering
from helpdesk.models import Satisfaction, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import QueueFactory, TicketFactory, opened

pytestmark = pytest.mark.django_db
GOOD = {"importance": "9", "satisfaction": "7", "comment": "Più esempi."}


@pytest.fixture
def solved(bari, operatrice):
    ticket = opened(bari)
    tickets.solve(ticket=ticket, text="Ne servono 335.", actor=operatrice)
    return Ticket.objects.get(pk=ticket.pk)


@pytest.fixture
def visitor_solved(operatrice):
    ticket = tickets.confirm_ticket(ticket=opened())
    tickets.solve(ticket=ticket, text="Ne servono 335.", actor=operatrice)
    return Ticket.objects.get(pk=ticket.pk)


def judged(n, **fields):
    for _ in range(n):
        ticket = TicketFactory(solved_already=True, **fields)
        Satisfaction.objects.create(ticket=ticket, importance=9, satisfaction=6)


def test_who_asked_is_invited_by_the_mail_and_judges_once_then_changes(client, solved, bari):
    mail = OutboxMail.objects.get(key__startswith="helpdesk:answered")
    address = re.search(r"/aiuto/richieste/\w+/giudizio/", mail.text)[0]
    client.force_login(bari)
    for marks in (GOOD, GOOD | {"satisfaction": "4"}):
        response = client.post(address, marks, follow=True)
        assert "il vostro giudizio è registrato" in response.text
    given = Satisfaction.objects.get()
    assert (given.importance, given.satisfaction, given.comment) == (9, 4, "Più esempi.")
    assert "Potete cambiarlo fino a" in response.text


def test_a_visitor_judges_with_the_link_of_the_mail_and_sees_it_on_the_request(
    client, visitor_solved
):
    address = links.rating_of(visitor_solved).split("invalid")[-1]
    address = address[address.index("/aiuto/") :]
    assert address in client.get(links.path_of(visitor_solved)).text
    response = client.post(address, GOOD)
    assert response["Location"] == address
    assert response["Referrer-Policy"] == "same-origin"
    assert Satisfaction.objects.get().ticket == visitor_solved
    for broken in (address[:-4] + "x/giudizio/", "/aiuto/richiesta/1/giudizio/"):
        assert client.post(broken, GOOD).status_code == 404


def test_a_judgement_older_than_seven_days_does_not_change(client, solved, bari):
    satisfaction.rate(ticket=solved, actor=bari, importance=9, satisfaction=7)
    Satisfaction.objects.update(created=timezone.now() - timedelta(days=7, minutes=1))
    with pytest.raises(ValidationError, match="non cambia più"):
        satisfaction.rate(ticket=solved, actor=bari, importance=1, satisfaction=1)
    client.force_login(bari)
    page = client.get(f"{solved.get_absolute_url()}giudizio/").text
    assert '<form method="post" novalidate>' not in page
    assert "soddisfazione 7" in page


def test_nobody_else_judges(client, solved, lecce, operatrice):
    for other in (lecce, operatrice):
        client.force_login(other)
        for response in (
            client.get(f"{solved.get_absolute_url()}giudizio/"),
            client.post(f"{solved.get_absolute_url()}giudizio/", GOOD),
        ):
            assert response.status_code == 404
        with pytest.raises(PermissionDenied):
            satisfaction.rate(ticket=solved, actor=other, importance=1, satisfaction=1)
    assert not Satisfaction.objects.exists()


def test_what_is_not_solved_yet_is_not_judged(client, bari):
    ticket = opened(bari)
    client.force_login(bari)
    assert client.get(f"{ticket.get_absolute_url()}giudizio/").status_code == 404
    with pytest.raises(ValidationError, match="quando la richiesta è risolta"):
        satisfaction.rate(ticket=ticket, actor=bari, importance=1, satisfaction=1)


@pytest.mark.parametrize("mark", ["", "0", "11", "-1", "8.5", "NaN", "٣", "9" * 400, "\0", "x"])
def test_only_whole_numbers_from_one_to_ten_are_marks(client, solved, bari, mark):
    client.force_login(bari)
    marks = GOOD | {"satisfaction": mark}
    response = client.post(f"{solved.get_absolute_url()}giudizio/", marks)
    assert response.status_code == 422
    assert "Scegliete un numero da 1 a 10 per la soddisfazione." in response.text
    assert "Più esempi." in response.text
    assert not Satisfaction.objects.exists()


def test_a_figure_of_fewer_than_five_is_not_told(client):
    judged(4, answered_on_time=True)
    told = client.get("/aiuto/come-rispondiamo/").text
    assert "I dati sono ancora pochi" in told
    assert "6,0" not in told


def test_with_five_everybody_reads_means_and_kept_promises(client):
    judged(4, answered_on_time=True, solved_on_time=True)
    judged(1, answered_on_time=False)
    told = client.get("/aiuto/come-rispondiamo/").text
    assert "<strong>80%</strong> prime risposte" in told
    assert "4 su 5" in told
    assert "<strong>6,0</strong> soddisfazione media" in told
    assert "soluzioni nei tempi promessi" not in told


def test_what_is_older_than_a_year_no_longer_counts():
    judged(6, created=timezone.now() - timedelta(days=366), answered_on_time=False)
    judged(5, answered_on_time=True)
    found = answering.figures()
    assert (found.requests, found.judgements, found.answers.share) == (5, 5, 100)


def test_a_promise_that_is_due_and_unmet_is_missed_here_as_in_the_reports(client):
    judged(5, answered_on_time=True, solved_on_time=True)
    yesterday, tomorrow = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    TicketFactory(first_answer_due=yesterday, solution_due=tomorrow)
    TicketFactory(open=True, answered_on_time=True, solution_due=yesterday)
    TicketFactory(first_answer_due=tomorrow, solution_due=tomorrow)
    found = answering.figures()
    desk = reports.total(reports.Period.of({}))
    assert (found.answers, found.solutions) == (desk.answers, desk.solutions)
    told = client.get("/aiuto/come-rispondiamo/").text
    assert "<strong>86%</strong> prime risposte nei tempi promessi: 6 su 7" in told
    assert "<strong>83%</strong> soluzioni nei tempi promessi: 5 su 6" in told


def test_kinds_of_request_are_told_in_the_order_of_the_map(client):
    for slug, marks in (("norme", {"importance": 9, "satisfaction": 4}), ("dati", {})):
        for ticket in TicketFactory.create_batch(
            5, queue=QueueFactory(slug=slug, label=slug), solved_already=True
        ):
            Satisfaction.objects.create(
                ticket=ticket, **{"importance": 9, "satisfaction": 8} | marks
            )
    page = client.get("/aiuto/come-rispondiamo/").text
    assert [(queue.slug, queue.place) for queue in answering.figures().queues] == [
        ("norme", "Concentrarsi qui"),
        ("dati", "Mantenere"),
    ]
    assert page.index("<td>-5,0</td>") < page.index("<td>-1,0</td>")


def test_a_kind_with_few_judgements_is_not_told_nor_given_away_by_the_others():
    judged(8, queue=QueueFactory(slug="molte"))
    judged(6, queue=QueueFactory(slug="alcune"))
    judged(3, queue=QueueFactory(slug="poche"))
    found = answering.figures()
    assert found.judgements == 17
    assert [queue.slug for queue in found.queues] == ["molte"]


@pytest.mark.parametrize("n", [1, 3])
def test_the_figures_cost_three_statements(client, django_assert_num_queries, n):
    judged(5 * n)
    with django_assert_num_queries(3):  # promises, judgements, whether an answer was used again
        client.get("/aiuto/come-rispondiamo/")
