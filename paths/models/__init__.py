# SPDX-License-Identifier: AGPL-3.0-or-later
from .catalogue import (
    DeepDive,
    FormerAddress,
    Path,
    PathDeepDive,
    PathStep,
    Phase,
    Step,
    StepTool,
    Tool,
)
from .glossary import GlossaryTerm
from .questionnaire import Answer, Question
from .rules import Recommendation, RuleSet

__all__ = [
    "Answer",
    "DeepDive",
    "FormerAddress",
    "GlossaryTerm",
    "Path",
    "PathDeepDive",
    "PathStep",
    "Phase",
    "Question",
    "Recommendation",
    "RuleSet",
    "Step",
    "StepTool",
    "Tool",
]
