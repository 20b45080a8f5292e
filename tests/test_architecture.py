# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arrows of docs/architecture.md, kept by machine."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SIBLINGS = ("paths", "helpdesk", "events")
OURS = ("migliorapa", *SIBLINGS)
PURE = (
    "paths/engine",
    "paths/toolbox",
    "migliorapa/core/ical",
    "migliorapa/core/moments.py",
    "helpdesk/redaction",
    "helpdesk/sla",
    "helpdesk/workflow",
    "helpdesk/inbound",
)

VIEWS = (
    *(f"{app}/views" for app in SIBLINGS),
    "migliorapa/accounts/views",
    "migliorapa/views.py",
)
PURE_FLOOR = ("migliorapa.core.moments", "migliorapa.core.text")


def modules(place: str):
    """Of a folder and those below it, or the one module named."""
    files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
    for file in files:
        yield file.relative_to(ROOT)


def imports(file: Path) -> set[str]:
    """Full dotted names a module imports, relative ones made absolute."""
    package = file.with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join([*base, *filter(None, [node.module])])
            found |= {name} | {f"{name}.{alias.name}" for alias in node.names}
    return found


def crossing(folder: str, forbidden: tuple[str, ...], allowed: tuple[str, ...] = ()):
    return [
        (str(file), name)
        for file in modules(folder)
        for name in imports(file)
        if name.startswith(tuple(f"{each}." for each in forbidden)) or name in forbidden
        if not any(name == each or name.startswith(f"{each}.") for each in allowed)
    ]


@pytest.mark.parametrize("app", SIBLINGS)
def test_siblings_never_import_each_other_nor_the_roof(app):
    others = tuple(other for other in SIBLINGS if other != app)
    floors = ("migliorapa.core", "migliorapa.accounts")
    assert not crossing(app, (*others, "migliorapa"), allowed=("migliorapa", *floors)[1:])


def test_accounts_stand_on_core_alone():
    allowed = ("migliorapa.accounts", "migliorapa.core")
    assert not crossing("migliorapa/accounts", OURS, allowed=allowed)


def test_core_imports_none_of_ours():
    assert not crossing("migliorapa/core", OURS, allowed=("migliorapa.core",))


@pytest.mark.parametrize("place", PURE)
def test_pure_places_know_neither_django_nor_models(place):
    own = place.removesuffix(".py").replace("/", ".")
    assert not crossing(place, ("django", "psycopg2", *OURS), allowed=(own, *PURE_FLOOR))


def test_views_and_templates_do_not_write():
    writes = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}
    found = [
        (str(file), node.func.attr)
        for folder in VIEWS
        for file in modules(folder)
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in writes and "actions" not in ast.unparse(node.func)
        if "form" not in ast.unparse(node.func).split(".")[0]
    ]
    assert not found


def test_foreign_keys_go_downwards():
    level = {"core": 1, "accounts": 2, "paths": 3, "helpdesk": 3, "events": 3}
    wrong = [
        (str(model), field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.name != "history_user"  # AUTH_USER_MODEL, by its setting
        for own, other in [(model._meta.app_label, field.related_model._meta.app_label)]
        if own in level and other in level and own != other and level[other] >= level[own]
    ]
    assert not wrong


def test_every_source_file_names_its_licence():
    bare = [
        str(file)
        for folder in (*OURS, "tests", "bench")
        for file in modules(folder)
        if "migrations" not in file.parts
        if (text := (ROOT / file).read_text(encoding="utf-8")) and "SPDX-License-Id" not in text
    ]
    assert not bare
