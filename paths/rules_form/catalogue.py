# SPDX-License-Identifier: AGPL-3.0-or-later
"""Today's catalogue as the form offers it."""

from dataclasses import dataclass
from functools import cached_property

from ..engine import Question, RuleSet
from ..review import facts
from ..rules_words import Words

TOOL, DEEP_DIVE, STEP = "tool", "deep_dive", "step"


@dataclass(frozen=True)
class Catalogue:
    """`facts` is a rule set without rules over today's questions and items."""

    facts: RuleSet
    words: Words

    @classmethod
    def today(cls, rules: RuleSet) -> "Catalogue":
        return cls(facts(rules), Words.load())

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.facts.questions

    def answers(self, question: Question) -> list[tuple[str, str]]:
        return [(code, self.words.answer(question.code, code)) for code in question.answers]

    @cached_property
    def paths(self) -> list[tuple[str, str]]:
        return [(code, self.shown(code)) for code in self.facts.path_by_code]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Tool, deep dive or step, by code."""
        return {
            **dict.fromkeys(self.facts.tools_of_step, STEP),
            **dict.fromkeys(self.facts.deep_dives, DEEP_DIVE),
            **dict.fromkeys(self.facts.tools, TOOL),
        }

    @cached_property
    def items(self) -> list[str]:
        return [self.shown(code) for code in self.kinds]

    def shown(self, code: str) -> str:
        return f"{code} {self.words.titles.get(code, '')}".strip()
