# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions of a row told as changed fields with their words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from .differences import Line, differences

KINDS = {"+": "Creazione", "~": "Modifica", "-": "Eliminazione"}


@dataclass(frozen=True)
class Change:
    field: str
    lines: list[Line]


def in_words(value: Any, field: Field | None = None) -> str:
    """A field's value as text to compare: lists one item a line, structures as YAML."""
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, list | dict):
        return _structure(value)
    return str(value)


def _structure(value: list | dict) -> str:
    if not value:
        return ""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)


class ChangesInWords:
    """What simple_history asks to put beside a version: its changes against the one before."""

    def __init__(self, model: type[Model], record: Any):
        self.model = model

    def context_for_delta_changes(self, delta) -> list[Change]:
        changes = []
        for change in delta.changes:
            field = self.model._meta.get_field(change.field)
            lines = differences(in_words(change.old, field), in_words(change.new, field))
            changes.append(Change(capfirst(str(field.verbose_name)), lines))
        return changes
