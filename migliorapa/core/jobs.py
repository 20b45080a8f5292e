# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that comes back: registered in `apps.py: ready()`, run by `manage.py worker`.

A job must be harmless when repeated: it runs in one transaction, and a worker that dies
in the middle leaves it to the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

RETRY = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    function: Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    name: str
    result: str = ""
    error: str = ""


_jobs: dict[str, Job] = {}


def register(name: str, every: timedelta, function: Callable[[], object]) -> None:
    """`function` takes nothing; what it returns is kept as a text, for the admin."""
    _jobs[name] = Job(name, every, function)


def _take(job: Job):
    """The row of a job whose time has come, locked; None also when another worker has it."""
    from .outbox.models import JobRun

    now = timezone.now()
    after_error = ~Q(error="") & Q(started__lte=now - min(job.every, RETRY))
    due = Q(started=None) | Q(started__lte=now - job.every) | after_error
    return JobRun.objects.select_for_update(skip_locked=True).filter(due, name=job.name).first()


@transaction.atomic
def _run(job: Job) -> Outcome | None:
    row = _take(job)
    if row is None:
        return None
    row.started, row.result, row.error = timezone.now(), "", ""
    try:
        with transaction.atomic():
            result = job.function()
        row.result = "" if result is None else str(result)[:300]
    except (OperationalError, InterfaceError):
        if not transaction.get_connection().is_usable():
            raise
        row.error = "La base di dati ha rifiutato il lavoro."
    except Exception as error:
        row.error = f"{type(error).__name__}: {error}"[:1000]
    row.finished = timezone.now()
    row.succeeded = row.succeeded if row.error else row.finished
    row.save()
    return Outcome(row.name, row.result, row.error)


def run_due(*, going=lambda: True) -> list[Outcome]:
    """Runs what is due. `going` is asked before each job."""
    from .outbox.models import JobRun

    missing = _jobs.keys() - set(JobRun.objects.values_list("name", flat=True))
    JobRun.objects.bulk_create([JobRun(name=name) for name in missing], ignore_conflicts=True)
    outcomes = [_run(job) for job in list(_jobs.values()) if going()]
    return [outcome for outcome in outcomes if outcome]
