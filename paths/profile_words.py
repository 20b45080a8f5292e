# SPDX-License-Identifier: AGPL-3.0-or-later
"""A profile that another app keeps by its codes, told to people."""

from collections.abc import Iterator, Mapping

from . import snapshot
from .rules_words import Words


def in_words(profile: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Short questions and whole answers, in the order of asking; no statement.

    What is no longer asked comes last, by its codes.
    """
    asked = {question.code: question for question in snapshot.lately().questions}
    words = Words(tuple(asked.values()))
    for code in (*filter(profile.get, asked), *(code for code in profile if code not in asked)):
        answer = profile[code]
        yield words.question(code), asked[code].label(answer) if code in asked else answer
