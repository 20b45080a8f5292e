# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a questionnaire takes to fill in: a rule of the project, to be checked by trying it.

Seconds for each answer, by kind of question, plus the words to read before answering at three a
second. Conditional questions count, optional sections do not. Rounded up to whole minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .survey import Survey

SECONDS = {"choice": 12, "scale5": 12, "emoticon": 12, "nps": 12, "multi": 20, "open": 45}
ROW_SECONDS = 8
WORDS_A_SECOND = 3


def minutes(survey: Survey) -> int:
    return max(1, ceil(sum(_seconds(survey)) / 60))


def _seconds(survey: Survey) -> Iterator[float]:
    sections = [section for section in survey.sections if not section.optional]
    for text in (survey.introduction, *(section.intro for section in sections)):
        yield len(text.split()) / WORDS_A_SECOND
    for question in (question for section in sections for question in section.questions):
        if question.kind == "matrix":
            yield ROW_SECONDS * len(question.rows)
        else:
            yield SECONDS[question.kind]
