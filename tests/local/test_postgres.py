# SPDX-License-Identifier: AGPL-3.0-or-later
"""The private PostgreSQL, with real servers in folders of their own."""

import os
import shutil
import signal
import stat
import time
from dataclasses import replace

import psycopg2
import pytest

from migliorapa.local import postgres

# A normal user needs no other identity: there these two have nothing to try.
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root needs another identity.")


@pytest.fixture
def cluster(tmp_path):
    cluster = postgres.locate(tmp_path / "postgres")
    yield cluster
    postgres.stop(cluster)
    shutil.rmtree(cluster.socket, ignore_errors=True)


def answers(cluster) -> bool:
    connection = psycopg2.connect(cluster.url("postgres"))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('CITTÀ È') = 'città è'")
            return cursor.fetchone()[0]
    finally:
        connection.close()


def postmaster(cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split("\n")[0])


def kill(cluster) -> None:
    pid = postmaster(cluster)
    os.kill(pid, signal.SIGKILL)
    while cluster.data.exists() and _open_files(pid):
        time.sleep(0.05)


def _open_files(pid: int) -> bool:
    try:
        return bool(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return False


def test_it_starts_twice_as_once_and_keeps_its_data(cluster):
    postgres.start(cluster)
    pid = postmaster(cluster)
    postgres.create_database(cluster, "prova")
    postgres.start(cluster)
    postgres.create_database(cluster, "prova")
    assert postmaster(cluster) == pid
    assert answers(cluster)


def test_it_listens_on_a_private_socket_only(cluster):
    postgres.start(cluster)
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
    connection = psycopg2.connect(cluster.url("postgres"))
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
    connection.close()


def test_it_comes_back_after_a_kill(cluster):
    postgres.start(cluster)
    kill(cluster)
    postgres.start(cluster)
    assert answers(cluster)


def test_a_pid_that_now_belongs_to_another_program_does_no_harm(cluster):
    postgres.start(cluster)
    kill(cluster)
    file = cluster.data / "postmaster.pid"
    lines = file.read_text().split("\n")
    file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    postgres.start(cluster)
    assert answers(cluster)
    assert postmaster(cluster) != os.getpid()


def test_a_creation_cut_short_is_begun_again(cluster):
    cluster.data.with_name("data.new").mkdir(parents=True)
    (cluster.data.with_name("data.new") / "half").write_text("x")
    postgres.start(cluster)
    assert answers(cluster)


def test_without_programs_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "program_folders", lambda: [tmp_path])
    with pytest.raises(postgres.PostgresError, match="Non trovo i programmi di PostgreSQL"):
        postgres.locate(tmp_path / "postgres")


def test_the_folder_in_pg_bin_comes_first(monkeypatch):
    monkeypatch.setenv("PG_BIN", "/qui")
    assert str(next(iter(postgres.program_folders()))) == "/qui"


@only_root
def test_root_without_user_namespaces_runs_it_as_somebody_else(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_user_namespaces_work", lambda: False)
    cluster = postgres.locate(tmp_path / "postgres")
    try:
        assert cluster.prefix[0] == "setpriv"
        assert cluster.owner != 0
        postgres.start(cluster)
        assert answers(cluster)
    finally:
        postgres.stop(cluster)
        shutil.rmtree(cluster.data.parents[1], ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)


@only_root
def test_root_without_any_way_out_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_user_namespaces_work", lambda: False)
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    with pytest.raises(postgres.PostgresError, match="usate un utente normale"):
        postgres.locate(tmp_path / "postgres")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    cluster = postgres.locate(tmp_path / "postgres")
    faulty = replace(cluster, data=tmp_path / "file" / "state" / "data")
    with pytest.raises(postgres.PostgresError, match="Non posso usare la cartella"):
        postgres.start(faulty)
