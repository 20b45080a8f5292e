# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `make run` does once the requirements are in: database, content, server, address."""

import os
import socket
import subprocess
import sys

from . import environment, postgres

ADDRESS = "127.0.0.1"


def manage(*arguments: str) -> None:
    command = [sys.executable, str(postgres.ROOT / "manage.py"), *arguments]
    if code := subprocess.call(command, cwd=postgres.ROOT):
        raise SystemExit(code)


def port_from(environ) -> int:
    text = environ.get("PORT", "8000")
    if not text.isdigit() or not 1 <= int(text) <= 65535:
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
    manage("migrate", "--verbosity=0")


def run() -> None:
    port = port_from(os.environ)
    check_port(port)
    os.environ.setdefault("MIGLIORAPA_MODE", "demo")
    os.environ.setdefault("SITE_URL", f"http://{ADDRESS}:{port}")
    setup()
    manage("load_content", "--quiet")
    if os.environ["MIGLIORAPA_MODE"] == "demo":
        manage("load_demo")
    manage("collectstatic", "--noinput", "--verbosity=0")
    print(f"\nMiglioraPA è pronto: http://{ADDRESS}:{port}/   (Ctrl+C per fermarlo)\n", flush=True)
    options = ("--worker-class=gthread", "--workers=2", "--threads=8", "--log-level=warning")
    os.execv(
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", *options, f"--bind={ADDRESS}:{port}"),
            "migliorapa.wsgi:application",
        ],
    )
