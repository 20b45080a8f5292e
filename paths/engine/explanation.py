# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of an explanation, named as in its JSON form."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any

from .almost import Almost
from .compiled import Match
from .near import Near
from .near_items import NearItems
from .partial import NextQuestion, PossiblePath


@dataclass(frozen=True)
class RuleSetId:
    version: int
    sha256: str


@dataclass(frozen=True)
class ChosenPath:
    """`rule`, `level` and `because` are None when several rules force the same path.

    `decisive` answers alone force the path, and each of them is needed; `irrelevant` are the
    other answers given.
    """

    code: str
    rule: str | None
    level: int | None
    because: str | None
    matched: tuple[Match, ...]
    decisive: tuple[str, ...]
    irrelevant: tuple[str, ...]


@dataclass(frozen=True)
class Overridden:
    rule: str
    path: str
    level: int


@dataclass(frozen=True)
class AppliedModifier:
    rule: str
    because: str


@dataclass(frozen=True)
class RemovedStep:
    code: str
    rule: str


@dataclass(frozen=True)
class Reason:
    rule: str
    weight: int
    because: str


@dataclass(frozen=True)
class Suggestion:
    """`score` includes the base weight of the items of the chosen path."""

    code: str
    score: int
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Explanation:
    """`possible` and `next_question` are None when the path is certain."""

    ruleset: RuleSetId
    profile: Mapping[str, str]
    path: ChosenPath | None
    overridden: tuple[Overridden, ...]
    modifiers: tuple[AppliedModifier, ...]
    removed_steps: tuple[RemovedStep, ...]
    tools: tuple[Suggestion, ...]
    deep_dives: tuple[Suggestion, ...]
    near: tuple[Near, ...]
    near_items: tuple[NearItems, ...]
    almost: tuple[Almost, ...]
    possible: tuple[PossiblePath, ...] | None = None
    next_question: NextQuestion | None = None


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Plain dicts and lists; `possible` and `next_question` only while the path is open."""
    document = _plain(explanation)
    if explanation.possible is None:
        del document["possible"], document["next_question"]
    return document


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction | float):
        return round(float(value), 4)
    return value
