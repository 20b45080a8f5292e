# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the commands on the rules share: where rules come from, and how a refusal ends."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError

from .. import actions, rules_files
from ..engine import RuleError, RuleSet, VersionDiff, loads
from ..models import RuleSet as Version
from ..rules_words import Words

BLOCKED, MALFORMED = 1, 2


def refuse(sentence: str, code: int = MALFORMED) -> CommandError:
    return CommandError(sentence, returncode=code)


def unusable(verb: str, name: str, error: OSError) -> CommandError:
    reasons = {
        FileNotFoundError: "il file o la cartella non c'è",
        PermissionError: "manca il permesso",
        IsADirectoryError: "è una cartella",
    }
    reason = reasons.get(type(error), f"errore {error.errno} del sistema")
    return refuse(f"Non posso {verb} «{name}»: {reason}.")


@contextmanager
def quiet_if_nobody_reads():
    """Ends without a fuss when the reader of a pipe has gone, as `head` does."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_bytes(name: str) -> bytes:
    """The content of a file, or of standard input for `-`."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise unusable("leggere", name, error)


def read_file(name: str, kind: str | None = None) -> RuleSet:
    try:
        return rules_files.read(read_bytes(name), kind)
    except RuleError as error:
        raise refuse(f"{name}: {error}")


def read_version(number: int | None = None) -> RuleSet:
    """The rules of a version, those in force if none is named."""
    row = _row(number)
    if row is None and number is None:
        raise refuse(
            "Nessuna versione delle regole è in vigore: caricatele con load_content, oppure "
            "indicate un file."
        )
    if row is None:
        raise refuse(f"La versione {number} delle regole non esiste.")
    return loads(row.canonical)


def _row(number: int | None) -> Version | None:
    versions = Version.objects.in_force() if number is None else Version.objects.all()
    return (versions if number is None else versions.filter(version=number)).first()


def changes_if_any(rules: RuleSet) -> VersionDiff | None:
    """Against the rules in force; None without a database, or with nothing to compare."""
    try:
        return actions.changes_of(rules)
    except (DatabaseError, RuleError):
        return None


def words_if_any() -> Words:
    """Titles and labels; codes stand for them where there is no database to ask."""
    try:
        return Words.load()
    except DatabaseError:
        return Words()
