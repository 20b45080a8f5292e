# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one error of the engine, and the wording its messages share."""

from collections.abc import Iterable


class RuleError(ValueError):
    """A faulty rule set, profile or file; the message is an Italian sentence for the editor."""


def listing(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


def unknown(what: str, value: object, admitted_label: str, admitted: Iterable[object]) -> RuleError:
    return RuleError(f"{what}: «{value}». {admitted_label}: {listing(admitted)}.")
