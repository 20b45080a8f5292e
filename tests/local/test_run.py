# SPDX-License-Identifier: AGPL-3.0-or-later
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from migliorapa.local import environment, run

BOOTSTRAP = Path(settings.BASE_DIR) / "migliorapa" / "local" / "bootstrap.py"


def test_a_port_in_use_gets_a_sentence_with_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"La porta {port} è già occupata.*PORT={port + 1}"):
            run.check_port(port)


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "8000 ", "८०"])
def test_a_port_that_is_no_port_gets_a_sentence(text):
    with pytest.raises(SystemExit, match="PORT ammette un numero da 1 a 65535"):
        run.port_from({"PORT": text})


def test_a_second_setup_keeps_the_key(monkeypatch, tmp_path):
    monkeypatch.setenv("MIGLIORAPA_STATE", str(tmp_path))
    environment.write()
    first = environment.read()
    environment.write()
    assert environment.read() == first
    assert len(first["SECRET_KEY"]) >= 50
    assert (tmp_path / "env").stat().st_mode & 0o077 == 0


def test_what_the_host_sets_wins_over_the_working_copy(monkeypatch, tmp_path):
    monkeypatch.setenv("MIGLIORAPA_STATE", str(tmp_path))
    environment.write()
    environ = {"SECRET_KEY": "x", "DATABASE_URL": "postgres://altrove/db"}
    environment.prepare(environ)
    assert environ == {"SECRET_KEY": "x", "DATABASE_URL": "postgres://altrove/db"}


def test_a_copy_never_set_up_fills_nothing_in(monkeypatch, tmp_path):
    monkeypatch.setenv("MIGLIORAPA_STATE", str(tmp_path / "never"))
    environ = {}
    environment.prepare(environ)
    assert environ == {}


def bootstrap_copy(folder: Path) -> Path:
    copy = folder / "migliorapa" / "local"
    copy.mkdir(parents=True)
    shutil.copy(BOOTSTRAP, copy)
    (folder / "requirements.txt").write_text("")
    return copy / "bootstrap.py"


def test_an_old_python_is_told_which_one_is_needed(tmp_path):
    script = bootstrap_copy(tmp_path)
    old = "import sys; sys.version_info = (3, 6, 9, 'final', 0); import runpy; "
    old += f"module = runpy.run_path({str(script)!r}); "
    old += "module['find_python'].__globals__['version_of'] = lambda program: (3, 6); "
    old += "module['main']('requirements.txt')"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Serve Python 3.11 o più recente" in done.stderr
    assert "3.6.9" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bootstrap_stays_readable_to_the_python_of_any_host():
    import ast

    tree = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 5))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names == set()


def test_a_folder_one_cannot_write_in_gets_a_sentence(tmp_path):
    script = bootstrap_copy(tmp_path)
    refuse = "import os, runpy; os.access = lambda path, mode: False; "
    refuse += f"runpy.run_path({str(script)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", refuse], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"La cartella {tmp_path} non è scrivibile: copiate il progetto" in done.stderr
    assert not (tmp_path / ".venv").exists()


def is_running(command: str) -> bool:
    def line(process: Path) -> str:
        try:
            return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""

    return any(command in line(each) for each in Path("/proc").glob("[0-9]*"))


def test_the_worker_follows_the_server_even_when_that_is_killed():
    script = "import os; from migliorapa.local import run; run.start_worker(); "
    script += "os.execv('/bin/sleep', ['sleep', '60'])"
    server = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=os.environ | {"MIGLIORAPA_MODE": "demo", "DATABASE_URL": "postgres://x@127.0.0.1:1/x"},
        stderr=subprocess.DEVNULL,
    )
    command = f"manage.py worker --interval=1 --parent={server.pid} "
    with server:
        until = time.monotonic() + 10
        while not is_running(command) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(2)  # past its start
        assert is_running(command)
        server.kill()
    until = time.monotonic() + 5
    while is_running(command) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(command)
