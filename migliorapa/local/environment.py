# SPDX-License-Identifier: AGPL-3.0-or-later
"""The environment of a working copy: what `make setup` wrote down, for who sets nothing.

A copy that was never set up, and any production host, has no `.local/env`: there the
settings ask for SECRET_KEY and DATABASE_URL as they should.
"""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

from . import postgres

OWN = ("MIGLIORAPA_MODE", "SECRET_KEY", "DATABASE_URL")


def state_folder() -> Path:
    return Path(os.environ.get("MIGLIORAPA_STATE") or postgres.ROOT / ".local")


def write(mode: str = "demo") -> None:
    """Keeps the key of an earlier set-up, so that nobody is signed out by a second one."""
    folder = state_folder()
    folder.mkdir(parents=True, exist_ok=True)
    known = read()
    key = known.get("SECRET_KEY") or secrets.token_urlsafe(50)
    handle = os.open(folder / "env", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(f"MIGLIORAPA_MODE={mode}\nSECRET_KEY={key}\n")


def read() -> dict[str, str]:
    try:
        lines = (state_folder() / "env").read_text().splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def prepare(environ: MutableMapping[str, str]) -> None:
    """Fills in the local settings and starts the local database; a no-op once one is given."""
    known = read()
    if environ.get("MIGLIORAPA_MODE") in {"demo", "test"}:
        environ.setdefault("SECRET_KEY", known.get("SECRET_KEY") or secrets.token_urlsafe(50))
    elif known and not any(environ.get(name) for name in OWN):
        environ.update(known)
    else:
        return
    if not environ.get("DATABASE_URL"):
        cluster = postgres.locate()
        postgres.start(cluster)
        postgres.create_database(cluster)
        environ["DATABASE_URL"] = cluster.url()
