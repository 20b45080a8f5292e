# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from paths import snapshot
from paths.models import Path, Step
from tests.committed import at_once, outside

pytestmark = pytest.mark.django_db


@transaction.atomic
def write(ending):
    for model, code in ((Path, "P01"), (Step, "S01")):
        entry = model.objects.get(code=code)
        entry.title = entry.title.partition("|")[0] + ending
        entry.save()


@pytest.fixture
def another_process():
    """Commits a path and a step together; in the end their titles are as they were."""
    yield lambda ending: outside(lambda: write(ending))
    outside(lambda: write(""))


def endings(catalogue):
    entries = (catalogue.paths.by_code["P01"], catalogue.steps.by_code["S01"])
    return [entry.title.partition("|")[2] for entry in entries]


@pytest.mark.parametrize("model", [Path, Step])
def test_a_write_while_the_catalogue_is_read_is_seen_whole_and_by_the_next_reader(
    another_process, monkeypatch, model
):
    another_process("|a")
    read = QuerySet.__iter__

    def written_just_before(rows):
        if rows.model is model:
            monkeypatch.undo()
            another_process("|b")
        return read(rows)

    monkeypatch.setattr(QuerySet, "__iter__", written_just_before)
    assert endings(outside(snapshot.current)) == ["a", "a"]
    assert endings(outside(snapshot.current)) == ["b", "b"]


def test_readers_at_once_all_see_the_last_write_and_read_it_once(another_process, monkeypatch):
    read = []

    class Counted(snapshot.Catalogue):
        def __init__(self):
            read.append(1)
            super().__init__()

    monkeypatch.setattr(snapshot, "Catalogue", Counted)
    another_process("|c")
    found = at_once(*[snapshot.current] * 6)
    assert [endings(catalogue) for catalogue in found] == [["c", "c"]] * 6
    assert len(read) == 1


def test_a_reading_that_fails_leaves_the_next_one_free(another_process, monkeypatch):
    another_process("|d")
    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "Catalogue", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outside(snapshot.current)
    assert endings(outside(snapshot.current)) == ["d", "d"]


def test_a_reading_leaves_no_transaction_open(another_process):
    another_process("|e")
    assert outside(lambda: (snapshot.current(), connection.in_atomic_block)[1]) is False
