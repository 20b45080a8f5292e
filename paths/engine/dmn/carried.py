# SPDX-License-Identifier: AGPL-3.0-or-later
"""The part of a rule set that its decision tables do not hold, as JSON."""

import json
from typing import Any

from ..canonical import to_document
from ..model import RuleSet
from .names import ITEM_TABLES

_IN_RULE_TABLE = ("level", "when", "outcome")
_IN_ITEM_TABLES = ("when", *(table.field for table in ITEM_TABLES))


def carried(ruleset: RuleSet) -> str:
    document = to_document(ruleset)
    document["rules"] = [
        _without(rule, _IN_RULE_TABLE) if rule["active"] else rule for rule in document["rules"]
    ]
    document["modifiers"] = [
        _without(modifier, _IN_ITEM_TABLES) if has_rows(modifier) else modifier
        for modifier in document["modifiers"]
    ]
    return json.dumps(document, sort_keys=True)


def has_rows(modifier: dict[str, Any]) -> bool:
    return modifier["active"] and any(modifier[table.field] for table in ITEM_TABLES)


def _without(record: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}
