# SPDX-License-Identifier: AGPL-3.0-or-later
"""The profile questionnaire: its questions, and a reader's state as the address carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict

from .models import Answer, Question

SKIP = "salta"


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    help: str


@dataclass(frozen=True)
class AskedQuestion:
    code: str
    text: str
    why: str
    help: str
    skippable: bool
    choices: tuple[Choice, ...]

    def label(self, answer: str) -> str:
        return next((c.label for c in self.choices if c.code == answer), answer)

    @property
    def codes(self) -> set[str]:
        return {choice.code for choice in self.choices}


def questions() -> list[AskedQuestion]:
    """All questions with their answers, in the order of asking; one statement."""
    answers = Answer.objects.select_related("question").order_by(
        "question__position", "question_id", "position"
    )
    return [
        _asked(question, list(group))
        for question, group in groupby(answers, key=lambda a: a.question)
    ]


def _asked(question: Question, answers: list[Answer]) -> AskedQuestion:
    return AskedQuestion(
        question.code,
        question.text,
        question.why,
        question.help,
        question.skippable,
        tuple(Choice(answer.code, answer.label, answer.help) for answer in answers),
    )


@dataclass
class State:
    """Answers given and questions skipped. `errors` maps a question to what is admitted."""

    answers: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict | Mapping, asked: list[AskedQuestion]) -> "State":
        """Takes only known questions; a wrong answer becomes an error, never a crash."""
        state = cls()
        skipped = set(data.getlist(SKIP)) if hasattr(data, "getlist") else set()
        for question in asked:
            given = data.get(question.code, "")
            if given in question.codes:
                state.answers[question.code] = given
            elif given:
                state.errors[question.code] = (
                    "La risposta scelta non è tra quelle di questa domanda. Scegliete una delle "
                    "risposte qui sotto."
                )
            elif question.skippable and question.code in skipped:
                state.skipped.append(question.code)
        return state

    def without(self, code: str) -> "State":
        answers = {key: value for key, value in self.answers.items() if key != code}
        return State(answers, [skip for skip in self.skipped if skip != code])

    @property
    def query(self) -> str:
        return urlencode([*self.answers.items(), *((SKIP, code) for code in self.skipped)])

    def next_question(self, asked: list[AskedQuestion]) -> AskedQuestion | None:
        for question in asked:
            if question.code not in self.answers and question.code not in self.skipped:
                return question
        return None

    def missing(self, asked: list[AskedQuestion]) -> list[AskedQuestion]:
        """Questions that cannot be skipped and have no answer."""
        return [q for q in asked if not q.skippable and q.code not in self.answers]
