# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rule engine: decides, explains, verifies and compares rule sets.

Pure Python on plain data. Read a rule set with `loads`, compile it once, then evaluate profiles:

    compiled = CompiledRuleSet(loads(text))
    explanation = to_json(explain(compiled, {"admin": "comune", "nature": "transactional"}))

`verify(ruleset)` says what forbids publishing; `diff(before, after)` whom a new version moves.
"""

from .boxes import Box
from .canonical import FORMAT, dumps, from_document, loads, sha256, to_document
from .compiled import CompiledRuleSet, Match
from .decide import Decision, decide, matching, winner
from .diff import PathChange, VersionDiff, diff
from .diff_items import Effect, ItemChange, ItemsDiff
from .dmn import export_dmn, import_dmn
from .errors import RuleError
from .explain import explain
from .explanation import Explanation, to_json
from .findings import Finding, Kind, Report, Severity
from .model import (
    GoldenCase,
    Modifier,
    PathContent,
    Profile,
    Question,
    Rule,
    RuleSet,
    Step,
)
from .partial import NextQuestion, PossiblePath, forced_path, next_question, possible
from .verify import verify

__all__ = [
    "FORMAT",
    "Box",
    "CompiledRuleSet",
    "Decision",
    "Effect",
    "Explanation",
    "Finding",
    "GoldenCase",
    "ItemChange",
    "ItemsDiff",
    "Kind",
    "Match",
    "Modifier",
    "NextQuestion",
    "PathChange",
    "PathContent",
    "PossiblePath",
    "Profile",
    "Question",
    "Report",
    "Rule",
    "RuleError",
    "RuleSet",
    "Severity",
    "Step",
    "VersionDiff",
    "decide",
    "diff",
    "dumps",
    "explain",
    "export_dmn",
    "forced_path",
    "from_document",
    "import_dmn",
    "loads",
    "matching",
    "next_question",
    "possible",
    "sha256",
    "to_document",
    "to_json",
    "verify",
    "winner",
]
