# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the rules say by code, told by name: answers, boxes of profiles, items of the catalogue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import rules_labels
from .engine import Box
from .models import DeepDive, Path, Step, Tool
from .questionnaire import AskedQuestion, questions

EVERYBODY = "tutti i profili"


@dataclass(frozen=True)
class Words:
    """`asked` in the order of asking; `titles` of paths, steps, tools and deep dives by code."""

    asked: tuple[AskedQuestion, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Words":
        """Five statements, whatever the size of the catalogue."""
        titles: dict[str, str] = {}
        for model in (Path, Step, Tool, DeepDive):
            titles |= dict(model.objects.order_by("position").values_list("code", "title"))
        return cls(tuple(questions()), titles)

    def question(self, code: str) -> str:
        if code in rules_labels.QUESTIONS:
            return rules_labels.QUESTIONS[code]
        return next((question.text for question in self.asked if question.code == code), code)

    def answer(self, question: str, code: str) -> str:
        short = rules_labels.ANSWERS.get(question, {}).get(code)
        return short or next((q.label(code) for q in self.asked if q.code == question), code)

    def title(self, code: str) -> str:
        return self.titles.get(code, code)

    def item(self, code: str | None) -> str:
        if code is None:
            return "nessun percorso"
        return f"«{self.titles[code]}» ({code})" if code in self.titles else code

    def admitted(self, question: str, answers: Iterable[str]) -> str:
        """«sportello o telefono», «tutte tranne scuola»."""
        answers = list(answers)
        known = next((q.choices for q in self.asked if q.code == question), ())
        left_out = [choice.code for choice in known if choice.code not in answers]
        if len(known) >= 5 and len(left_out) <= 2 and len(answers) + len(left_out) == len(known):
            return "tutte tranne " + self._listed(question, left_out, "e")
        return self._listed(question, answers, "o")

    def _listed(self, question: str, answers: list[str], last: str) -> str:
        labels = [self.answer(question, answer) for answer in answers]
        return f" {last} ".join([*filter(None, [", ".join(labels[:-1])]), labels[-1]])

    def conditions(self, admitted: Iterable[tuple[str, Iterable[str]]]) -> str:
        parts = (f"{self.question(q).lower()}: {self.admitted(q, a)}" for q, a in admitted)
        return "; ".join(parts) or EVERYBODY

    def box(self, box: Box) -> str:
        return self.conditions(box.admitted)

    def profile(self, profile: Mapping[str, str]) -> str:
        order = [question.code for question in self.asked]
        known = [code for code in order if code in profile]
        others = sorted(code for code in profile if code not in order)
        return self.conditions((code, [profile[code]]) for code in (*known, *others))

    def sentence(self, text: str) -> str:
        """The same sentence with the titles of the items that it names by code."""
        return re.sub(r"[A-Za-z0-9_-]+", lambda found: self._named(found[0]), text)

    def _named(self, word: str) -> str:
        return self.item(word) if word in self.titles else word


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def profiles(count: int) -> str:
    return "1 profilo" if count == 1 else f"{number(count)} profili"


def percent(part: int, whole: int) -> str:
    value = 100 * part / whole if whole else 0
    return "meno di 0,1 %" if 0 < value < 0.1 else f"{value:.1f} %".replace(".", ",")
