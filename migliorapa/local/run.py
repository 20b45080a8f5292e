# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `make run` does once the requirements are in: database, content, server, address."""

import hashlib
import os
import socket
import subprocess
import sys

from . import environment, postgres

ADDRESS = "127.0.0.1"


def port_from(environ) -> int:
    text = environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 65535:
        raise SystemExit(f"PORT ammette un numero da 1 a 65535, non «{text}».")
    return int(text)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError:
            raise SystemExit(f"La porta {port} è riservata: provate con PORT=8000 make run.")
        except OSError:
            raise SystemExit(
                f"La porta {port} è già occupata da un altro programma: "
                f"provate con PORT={port + 1 if port < 65535 else 8000} make run."
            )


def setup() -> None:
    environment.write()
    environment.prepare(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    sys.path.insert(0, str(postgres.ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def collect_static() -> None:
    """Compressing takes long: done again only when some source file is another one."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())


def prepare_documents() -> None:
    """Beside the server, which makes by itself a document that is asked for before its turn."""
    command = [sys.executable, str(postgres.ROOT / "manage.py"), "render_documents", "--quiet"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen(command, cwd=postgres.ROOT, preexec_fn=lambda: os.nice(10), **quiet)


def start_worker() -> None:
    """Its mails go to this terminal. `exec` keeps the process number, so that the worker,
    which asks for its parent's, ends with the server however the server ends."""
    options = ("--interval=1", f"--parent={os.getpid()}")
    command = [sys.executable, str(postgres.ROOT / "manage.py"), "worker", *options]
    subprocess.Popen(command, cwd=postgres.ROOT, stdin=subprocess.DEVNULL)


def run() -> None:
    port = port_from(os.environ)
    check_port(port)
    os.environ.setdefault("MIGLIORAPA_MODE", "demo")
    os.environ.setdefault("SITE_URL", f"http://{ADDRESS}:{port}")
    setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    call_command("load_content", quiet=True)
    if settings.DEMO:
        call_command("load_demo")
    collect_static()
    connections.close_all()
    print(f"\nMiglioraPA è pronto: http://{ADDRESS}:{port}/   (Ctrl+C per fermarlo)\n", flush=True)
    prepare_documents()
    start_worker()
    options = ("--worker-class=gthread", "--workers=2", "--threads=8", "--log-level=warning")
    os.execv(
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", *options, f"--bind={ADDRESS}:{port}"),
            "migliorapa.wsgi:application",
        ],
    )
