# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that fail on exactly one answer."""

from .compiled import CompiledRuleSet
from .failures import Almost
from .model import Profile


def almost(compiled: CompiledRuleSet, profile: Profile) -> list[Almost]:
    """Rules that fail on exactly one answer, in winning order.

    `profile` answers every question that the rules ask.
    """
    return compiled.failures.single(profile)
