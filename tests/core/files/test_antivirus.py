# SPDX-License-Identifier: AGPL-3.0-or-later
"""The antivirus over a socket, with a small daemon that speaks clamd's INSTREAM."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from migliorapa.core import files

from . import good
from .packed import upload

MARK = b"PROVA-DI-VIRUS"


def _exactly(connection, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise ConnectionError
        data += piece
    return data


def _serve(connection, received: list, answer, limit: int) -> None:
    assert _exactly(connection, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack(">I", _exactly(connection, 4))[0]:
        data += _exactly(connection, size)
        if len(data) > limit:
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
    received.append(data)
    found = b"stream: Prova.Virus FOUND\0" if MARK in data else b"stream: OK\0"
    connection.sendall(found if answer is None else answer)


@contextmanager
def clamd(path, *, answer=None, limit=10**9):
    received: list[bytes] = []
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()

    def run():
        connection, _ = server.accept()
        with connection:
            _serve(connection, received, answer, limit)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield received
    thread.join(5)
    server.close()


@pytest.fixture
def path(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    return settings.CLAMD_SOCKET


def test_without_an_antivirus_a_file_is_not_called_verified(settings):
    assert settings.CLAMD_SOCKET == ""
    assert files.examine(upload("a.pdf", good.paper())).scanned is False


def test_the_antivirus_gets_the_whole_file_and_clears_it(path):
    data = b"parola " * 50_000
    with clamd(path) as received:
        assert files.examine(upload("a.txt", data)).scanned is True
    assert received == [data]


def test_an_infected_file_is_refused_with_a_sentence(path):
    with clamd(path), pytest.raises(files.Refused, match="programma dannoso") as refused:
        files.examine(upload("a.txt", b"testo " + MARK))
    assert refused.value.code == "infected"


def test_an_antivirus_that_does_not_answer_lets_nothing_in(path, caplog):
    with pytest.raises(files.Refused, match="non risponde") as refused:
        files.examine(upload("a.pdf", good.paper()))
    assert refused.value.code == "antivirus"
    assert "clamd does not answer" in caplog.text


@pytest.mark.parametrize("answer", [b"", b"stream: ", b"UNKNOWN COMMAND\0", b"OK\0", b"\xff\xfe"])
def test_an_answer_that_is_not_a_yes_lets_nothing_in(path, answer):
    with clamd(path, answer=answer), pytest.raises(files.Refused, match="non risponde"):
        files.examine(upload("a.pdf", good.paper()))


def test_a_file_over_the_limit_of_the_antivirus_is_not_let_in_unseen(path):
    with clamd(path, limit=1000), pytest.raises(files.Refused, match="non risponde"):
        files.examine(upload("a.txt", b"parola " * 500_000))


def test_an_antivirus_that_hangs_is_not_waited_for_for_ever(path, monkeypatch):
    from migliorapa.core.files import antivirus

    monkeypatch.setattr(antivirus, "SECONDS", 0.2)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        with pytest.raises(files.Refused, match="non risponde"):
            files.examine(upload("a.pdf", good.paper()))


def test_a_file_is_scanned_before_it_is_kept(path, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    with clamd(path), pytest.raises(files.Refused):
        files.keep(upload("a.txt", MARK), "atti")
    assert not settings.MEDIA_ROOT.exists()
