# SPDX-License-Identifier: AGPL-3.0-or-later
"""The version of the rules in force, compiled once a process and found again by its SHA-256."""

from functools import lru_cache

from .engine import CompiledRuleSet, loads
from .models import RuleSet


class NoRules(RuntimeError):
    """No version of the rules has been published."""


@lru_cache(maxsize=4)
def _compiled(sha256: str, pk: int) -> CompiledRuleSet:
    return CompiledRuleSet(loads(RuleSet.objects.values_list("canonical", flat=True).get(pk=pk)))


def in_force() -> tuple[int, CompiledRuleSet]:
    """Key of the row and the compiled rules; one statement once compiled. Raises `NoRules`."""
    row = RuleSet.objects.in_force().values_list("pk", "sha256").first()
    if row is None:
        raise NoRules("Nessuna versione delle regole è stata pubblicata.")
    pk, sha256 = row
    return pk, _compiled(sha256, pk)
