# SPDX-License-Identifier: AGPL-3.0-or-later
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import jobs
from migliorapa.core.outbox.models import JobRun, LimitCount
from tests.committed import at_once, outside
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def none_registered(monkeypatch):
    monkeypatch.setattr(jobs, "_jobs", {})


def started_earlier(by, name="prova"):
    JobRun.objects.filter(name=name).update(started=timezone.now() - by)


def test_a_job_runs_at_once_and_then_only_when_its_time_has_come():
    runs = []
    jobs.register("prova", HOUR, lambda: runs.append(1))
    jobs.run_due()
    jobs.run_due()
    assert len(runs) == 1
    started_earlier(timedelta(minutes=59))
    jobs.run_due()
    assert len(runs) == 1
    started_earlier(timedelta(minutes=61))
    jobs.run_due()
    assert len(runs) == 2


def test_the_result_and_the_time_of_the_last_run_are_kept():
    jobs.register("prova", HOUR, lambda: "3 promemoria")
    (outcome,) = jobs.run_due()
    assert (outcome.name, outcome.result, outcome.error) == ("prova", "3 promemoria", "")
    row = JobRun.objects.get(name="prova")
    assert row.result == "3 promemoria"
    assert row.started <= row.finished == row.succeeded


def broken():
    LimitCount.objects.create(digest="x", count=1, expires=timezone.now())
    raise ValueError("non va")


def test_a_job_that_fails_leaves_nothing_half_done_and_does_not_stop_the_others():
    jobs.register("a", HOUR, broken)
    jobs.register("b", HOUR, lambda: "fatto")
    first, second = jobs.run_due()
    assert (first.error, second.result) == ("ValueError: non va", "fatto")
    assert not LimitCount.objects.exists()
    row = JobRun.objects.get(name="a")
    assert (row.error, row.succeeded) == ("ValueError: non va", None)


def test_a_job_with_a_wrong_query_is_a_job_that_fails():
    def wrong():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    jobs.register("prova", HOUR, wrong)
    assert "division by zero" in jobs.run_due()[0].error


def test_a_query_stopped_by_the_database_is_a_job_that_fails():
    def slow():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 50")
            cursor.execute("SELECT pg_sleep(5)")

    jobs.register("prova", HOUR, slow)
    assert jobs.run_due()[0].error == "La base di dati ha rifiutato il lavoro."


def test_a_job_that_failed_is_tried_again_sooner_and_its_error_goes_when_it_succeeds():
    jobs.register("prova", HOUR, broken)
    jobs.run_due()
    jobs.register("prova", HOUR, lambda: "fatto")
    assert jobs.run_due() == []
    started_earlier(timedelta(minutes=11))
    assert [outcome.result for outcome in jobs.run_due()] == ["fatto"]
    assert JobRun.objects.get().error == ""
    started_earlier(timedelta(minutes=11))
    assert jobs.run_due() == []


def test_a_frequent_job_that_failed_keeps_its_pace():
    jobs.register("prova", timedelta(minutes=1), broken)
    jobs.run_due()
    started_earlier(timedelta(seconds=61))
    assert len(jobs.run_due()) == 1


def test_two_workers_run_a_job_once():
    both, runs = threading.Barrier(2, timeout=10), []

    def work():
        runs.append(1)
        try:
            both.wait(1)
        except threading.BrokenBarrierError:
            return "da solo"
        return "in due"

    jobs.register("prova", HOUR, work)
    try:
        outcomes = at_once(jobs.run_due, jobs.run_due)
        assert sorted(len(each) for each in outcomes) == [0, 1]
        assert runs == [1]
        assert outside(JobRun.objects.get).result == "da solo"
    finally:
        outside(JobRun.objects.all().delete)


def test_when_the_database_is_gone_who_calls_hears_of_it(monkeypatch):
    def gone():
        raise OperationalError("server closed the connection")

    jobs.register("prova", HOUR, gone)
    monkeypatch.setattr(
        type(connection._connections[connection._alias]), "is_usable", lambda s: False
    )
    with pytest.raises(OperationalError):
        jobs.run_due()


def test_registering_twice_is_harmless():
    jobs.register("prova", HOUR, lambda: "uno")
    jobs.register("prova", HOUR, lambda: "due")
    assert [outcome.result for outcome in jobs.run_due()] == ["due"]


def test_staff_see_how_the_jobs_went(client):
    jobs.register("prova", HOUR, broken)
    jobs.run_due()
    client.force_login(UserFactory(staff=True))
    page = client.get(reverse("admin:outbox_jobrun_changelist")).text
    assert "ValueError: non va" in page
    assert client.get(reverse("admin:outbox_jobrun_add")).status_code == 403
