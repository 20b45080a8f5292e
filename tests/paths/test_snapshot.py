# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.db import connection

from paths import snapshot
from paths.models import Path, Step
from tests.committed import at_once

pytestmark = pytest.mark.usefixtures("committed")


def write(ending):
    """What another process commits: a path and a step, together."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        for table, code in (("path", "P01"), ("step", "S01")):
            change = f"UPDATE paths_{table} SET title = split_part(title, '|', 1) || %s "
            cursor.execute(f"{change} WHERE code = %s", [ending, code])
        cursor.execute("COMMIT")
    other.close()


@pytest.fixture
def another_process():
    yield write
    write("")


def endings(catalogue):
    entries = (catalogue.paths.by_code["P01"], catalogue.steps.by_code["S01"])
    return [entry.title.partition("|")[2] for entry in entries]


@pytest.mark.parametrize("model", [Path, Step])
def test_a_write_while_the_catalogue_is_read_is_seen_whole_and_by_the_next_reader(
    another_process, monkeypatch, model
):
    another_process("|a")
    read = model.objects.all().__class__.__iter__

    def written_just_before(rows):
        if rows.model is model:
            monkeypatch.undo()
            another_process("|b")
        return read(rows)

    monkeypatch.setattr(model.objects.all().__class__, "__iter__", written_just_before)
    assert endings(snapshot.current()) == ["a", "a"]
    assert endings(snapshot.current()) == ["b", "b"]


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
            snapshot.current()
    assert endings(snapshot.current()) == ["d", "d"]
    assert not connection.in_atomic_block
