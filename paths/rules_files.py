# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules in a file: canonical JSON or DMN, told apart by their first character."""

from . import rules_labels
from .engine import RuleError, RuleSet, dumps, export_dmn, import_dmn, loads

JSON, DMN = "json", "dmn"
CONTENT_TYPES = {JSON: "application/json", DMN: "application/xml"}


def read(data: bytes, kind: str | None = None) -> RuleSet:
    """Raises `RuleError` with one sentence."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if kind == DMN or (kind is None and data.lstrip()[:1] == b"<"):
        return import_dmn(data)
    try:
        return loads(data.decode())
    except UnicodeDecodeError as error:
        raise RuleError("Il file non è un testo UTF-8.") from error


def write(rules: RuleSet, kind: str) -> bytes:
    return export_dmn(rules, rules_labels.QUESTIONS) if kind == DMN else dumps(rules).encode()
