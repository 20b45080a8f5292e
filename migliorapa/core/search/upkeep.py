# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a new version of the program changes: the groups of the file, the form of the index."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import connections, router

from . import thesaurus

HERE = Path(__file__).parent
FORM = ("acronyms", "index", "irregular", "scoring", "spelling", "stems", "stopwords", "tokens")
GROUPS, INDEX = "ricerca/sinonimi", "ricerca/indice"


def _digest(*names: str) -> str:
    seen = hashlib.sha256(version("snowballstemmer").encode())
    for name in names:
        seen.update((HERE / name).read_bytes())
    return seen.hexdigest()


def _form() -> str:
    return _digest(*(f"{name}.py" for name in FORM))


def _loaded(name: str) -> str:
    rows = apps.get_model("core", "LoadedFile").objects.filter(name=name)
    return rows.values_list("file_sha256", flat=True).first() or ""


def _note(name: str, digest: str) -> None:
    apps.get_model("core", "LoadedFile").objects.update_or_create(
        name=name, defaults={"file_sha256": digest}
    )


def load_groups() -> None:
    """The groups of the file as this version has them; two statements when they are there."""
    digest = _digest(thesaurus.FILE.name, *(f"{name}.py" for name in FORM))
    there = apps.get_model("core", "SearchSynonym").objects.exclude(origin="").exists()
    if not there or _loaded(GROUPS) != digest:
        thesaurus.load()
        _note(GROUPS, digest)


def after_migrate(using: str, **kwargs) -> None:
    """A database that was only migrated has its groups; not while going back to older tables."""
    tables = connections[using].introspection.table_names()
    needed = [apps.get_model("core", name) for name in ("SearchSynonym", "LoadedFile")]
    if using == router.db_for_write(needed[0]) and all(
        model._meta.db_table in tables for model in needed
    ):
        load_groups()


def note_form() -> None:
    _note(INDEX, _form())


def is_of_this_form() -> bool:
    return _loaded(INDEX) == _form()
