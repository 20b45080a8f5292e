# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project started in clean processes, as the server of an administration would start it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from migliorapa.accounts.demo import PASSWORD
from tests.site import new_database

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "MIGLIORAPA_MODE": "production",
    "SECRET_KEY": "una-chiave-lunga-di-prova-" + "k3Yq7ZpX" * 5,
    "ALLOWED_HOSTS": "migliorapa.esempio.invalid",
    "SITE_URL": "https://migliorapa.esempio.invalid",
    "OWNER_NAME": "Ente di prova",
    "OWNER_EMAIL": "ente@prova.invalid",
    "EMAIL_HOST": "smtp.prova.invalid",
}


@pytest.fixture
def run(tmp_path):
    """Runs Python in the project's folder with these variables and no others."""

    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess:
        clean = {"PATH": os.environ["PATH"], "MIGLIORAPA_STATE": str(tmp_path), **environ}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True)

    return run


@pytest.fixture
def production(db):
    """On the tests' database: the working copy's own may hold demonstration users."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    return PRODUCTION | {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}


def show(expression: str) -> tuple[str, ...]:
    lines = ["import django", "django.setup()", "from django.conf import settings"]
    return "-c", "; ".join([*lines, f"print({expression})"])


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "DATABASE_URL", "OWNER_NAME", "OWNER_EMAIL", "EMAIL_HOST"]
)
def test_production_does_not_start_without(run, production, name):
    del production[name]
    ended = run("-c", "import migliorapa.settings", **production)
    assert ended.returncode != 0
    told = last_line(ended.stderr)
    assert name in told
    assert re.search(r"ImproperlyConfigured: Manca(no)? .+\.$", told)


def test_an_empty_variable_counts_as_missing(run, production):
    ended = run("-c", "import migliorapa.settings", **production | {"SECRET_KEY": "  "})
    assert "Manca SECRET_KEY" in last_line(ended.stderr)


def test_a_database_of_another_kind_is_refused(run, production):
    ended = run("-c", "import migliorapa.settings", **production | {"DATABASE_URL": "sqlite://"})
    assert "solo PostgreSQL" in last_line(ended.stderr)


def test_check_deploy_has_nothing_to_say_in_production(run, production):
    ended = run("manage.py", "check", "--deploy", **production)
    assert ended.stdout.strip() == "System check identified no issues (0 silenced)."
    assert ended.stderr == ""
    assert ended.returncode == 0


def test_the_example_of_settings_filled_in_is_a_sound_production(run, production):
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    given = {name: value.strip('"') for name, value in given.items()}
    assert given["SECRET_KEY"] == ""
    given |= {name: production[name] for name in ("SECRET_KEY", "DATABASE_URL")}
    ended = run("manage.py", "check", "--deploy", **given)
    assert "no issues" in ended.stdout, ended.stderr


def test_production_is_the_mode_of_who_says_nothing(run, production):
    del production["MIGLIORAPA_MODE"]
    ended = run(*show("settings.MODE"), DJANGO_SETTINGS_MODULE="migliorapa.settings", **production)
    assert ended.stdout.strip() == "production"


@pytest.mark.parametrize("mode", ["production", "demo", "test"])
def test_debug_is_off_by_default(run, production, mode):
    environ = production | {"MIGLIORAPA_MODE": mode}
    ended = run(*show("settings.DEBUG"), DJANGO_SETTINGS_MODULE="migliorapa.settings", **environ)
    assert ended.stdout.strip() == "False"


@pytest.mark.parametrize("value", ["forse", "2", "off"])
def test_a_switch_takes_only_what_it_understands(run, production, value):
    ended = run("-c", "import migliorapa.settings", **production | {"DEBUG": value})
    assert last_line(ended.stderr).endswith(f"DEBUG ammette solo 1 oppure 0, non «{value}».")


def test_a_wrong_mode_is_told_in_one_sentence(run, production):
    ended = run("manage.py", "check", **production | {"MIGLIORAPA_MODE": "prova"})
    assert ended.returncode != 0
    assert last_line(ended.stderr).endswith(
        "MIGLIORAPA_MODE ammette production, demo oppure test, non «prova»."
    )


def test_demonstration_data_are_refused_in_production(run, production):
    ended = run("manage.py", "load_demo", **production)
    assert ended.returncode == 1
    assert "mai in produzione" in ended.stderr
    assert PASSWORD not in ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def database_with_demo_users(worker_id):
    """Address of a database in which a demonstration left its people."""
    address = new_database(f"settings_{os.environ['TEST_DATABASE']}_{worker_id}")
    environ = os.environ | {"MIGLIORAPA_MODE": "demo", "DATABASE_URL": address}
    for command in (["migrate", "--verbosity=0"], ["load_demo"]):
        line = [sys.executable, "manage.py", *command]
        subprocess.run(line, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
    return address


def test_demonstration_users_left_over_are_an_error_of_check_deploy(
    run, production, database_with_demo_users
):
    environ = production | {"DATABASE_URL": database_with_demo_users}
    ended = run("manage.py", "check", "--deploy", **environ)
    assert ended.returncode == 1
    assert "Ci sono 4 utenti dimostrativi in produzione." in ended.stderr


@pytest.mark.parametrize(("mode", "enters"), [("production", "False"), ("demo", "True")])
def test_demonstration_users_enter_only_demonstrations(
    run, production, database_with_demo_users, mode, enters
):
    environ = production | {"DATABASE_URL": database_with_demo_users, "MIGLIORAPA_MODE": mode}
    who = f"authenticate(None, email='redazione@esempio.invalid', password='{PASSWORD}')"
    code = f"from django.contrib.auth import authenticate; print({who} is not None)"
    ended = run("manage.py", "shell", "--no-imports", "-c", code, **environ)
    assert ended.stdout.strip() == enters, ended.stderr


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ({"MIGLIORAPA_MODE": "demo", "MIGLIORAPA_STATE": "/stato"}, "/stato/media"),
        ({"MIGLIORAPA_MODE": "demo", "MIGLIORAPA_STATE": ""}, str(ROOT / "media")),
        (
            {"MIGLIORAPA_MODE": "demo", "MIGLIORAPA_STATE": "/stato", "MEDIA_ROOT": "/altrove"},
            "/altrove",
        ),
        ({"MIGLIORAPA_MODE": "production", "MIGLIORAPA_STATE": "/stato"}, str(ROOT / "media")),
    ],
)
def test_two_states_do_not_share_the_uploads(run, production, given, folder):
    where = "from migliorapa.settings import MEDIA_ROOT; print(MEDIA_ROOT)"
    assert run("-c", where, **production | given).stdout.strip() == folder
