# SPDX-License-Identifier: AGPL-3.0-or-later
import errno
import os
import threading

import pytest

from paths.documents import store
from paths.documents.parts import parts_of
from paths.documents.render import render_all
from paths.models import Tool

pytestmark = pytest.mark.usefixtures("catalogue", "own_folder")


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def part():
    return parts_of(Tool.objects.get(code="T01"))["modello"]


@pytest.fixture
def conversions(monkeypatch):
    """Counted, and made to last long enough to meet."""
    made = []

    def slow(*arguments):
        made.append(arguments)
        threading.Event().wait(0.2)
        return b"document"

    monkeypatch.setattr(store, "convert", slow)
    monkeypatch.setattr(store, "Addresses", lambda: lambda kind, code: None)
    return made


def test_a_document_is_made_once_and_then_found(part, conversions):
    assert store.size(part, "odt") is None
    assert [store.read(part, "odt"), store.read(part, "odt")] == [b"document"] * 2
    assert len(conversions) == 1
    assert store.size(part, "odt") == len(b"document")


def test_readers_who_come_together_wait_for_one_conversion(part, conversions):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(store.read(part, "odt"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [b"document"] * 6
    assert len(conversions) == 1


def test_a_changed_text_is_another_document(part):
    tool = Tool.objects.get(code="T01")
    tool.document += "\n\nUna riga in più."
    assert store.place(parts_of(tool)["modello"], "odt") != store.place(part, "odt")


def test_a_full_disk_leaves_nothing_behind(part, conversions, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(store.DocumentUnavailable, match="No space left"):
        store.read(part, "odt")
    assert [path.name for path in store.folder().iterdir()] == [".T01.lock"]


def test_a_folder_that_cannot_be_made_is_said_in_words(part, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises(store.DocumentUnavailable):
        store.read(part, "odt")


def test_a_lock_held_for_too_long_is_given_up(part, monkeypatch):
    monkeypatch.setattr(store, "WAIT", 0.1)
    store.folder().mkdir(parents=True)
    with store._alone(store.folder() / ".T01.lock"), pytest.raises(store.DocumentUnavailable):
        store.read(part, "odt")


def test_preparing_everything_makes_what_is_missing_and_drops_what_is_old(monkeypatch):
    Tool.objects.exclude(code__in=["T01", "T14", "T19"]).delete()
    monkeypatch.setattr(store, "convert", lambda *arguments: b"document")
    monkeypatch.setattr(store, "Addresses", lambda: lambda kind, code: None)
    store.folder().mkdir(parents=True)
    (store.folder() / "T01-old.odt").write_bytes(b"old")
    first, second = render_all(), render_all()
    assert (first.made, first.ready, first.removed, first.failed) == (10, 0, 1, [])
    assert (second.made, second.ready, second.removed) == (0, 10, 0)
