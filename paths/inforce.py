# SPDX-License-Identifier: AGPL-3.0-or-later
"""The version of the rules in force, compiled once a process."""

from . import snapshot
from .engine import CompiledRuleSet


def in_force() -> tuple[int, CompiledRuleSet]:
    """Key of the row and the compiled rules. Raises `snapshot.NoRules`."""
    catalogue = snapshot.current()
    compiled = catalogue.compiled
    return catalogue.ruleset_id, compiled
