# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets of profiles: one Python int with a bit per profile, numbered in mixed radix.

The last question varies fastest. Intersection, union and difference of sets are `&`, `|`, `& ~`;
the size of a set is `int.bit_count`.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from .errors import RuleError
from .model import Profile, Question

LIMIT = 4_000_000


class Universe:
    """All the profiles over `questions`."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        self.size = prod(len(question.answers) for question in self.questions)
        if self.size > LIMIT:
            raise RuleError(
                f"Le combinazioni di risposte sono {self.size}: "
                f"la verifica completa ne ammette {LIMIT}."
            )
        self.full = (1 << self.size) - 1
        self.strides = self._strides()
        self.slices = {question.code: self._slices(question) for question in self.questions}
        self._unions: dict[tuple[str, frozenset[str]], int] = {}

    def box(self, when: Mapping[str, frozenset[str]]) -> int:
        """The profiles that meet every condition; questions not in this universe are ignored."""
        profiles = self.full
        for question, answers in when.items():
            if question in self.slices:
                profiles &= self._union(question, answers)
        return profiles

    def matching(self, profile: Profile) -> int:
        """The complete profiles that agree with the answers given."""
        profiles = self.full
        for question, answer in profile.items():
            if question in self.slices:
                profiles &= self.slices[question][answer]
        return profiles

    def lowest(self, profiles: int) -> dict[str, str]:
        """The first profile of a set that is not empty."""
        return self.profile((profiles & -profiles).bit_length() - 1)

    def profile(self, index: int) -> dict[str, str]:
        return {
            question.code: question.answers[
                index // self.strides[question.code] % len(question.answers)
            ]
            for question in self.questions
        }

    def index(self, profile: Profile) -> int:
        return sum(
            question.answers.index(profile[question.code]) * self.strides[question.code]
            for question in self.questions
        )

    def _strides(self) -> dict[str, int]:
        strides, stride = {}, 1
        for question in reversed(self.questions):
            strides[question.code] = stride
            stride *= len(question.answers)
        return strides

    def _slices(self, question: Question) -> dict[str, int]:
        stride = self.strides[question.code]
        first = _repeat((1 << stride) - 1, stride * len(question.answers), self.size)
        return {answer: first << rank * stride for rank, answer in enumerate(question.answers)}

    def _union(self, question: str, answers: frozenset[str]) -> int:
        key = (question, answers)
        if key not in self._unions:
            union = 0
            for answer, profiles in self.slices[question].items():
                if answer in answers:
                    union |= profiles
            self._unions[key] = union
        return self._unions[key]


def _repeat(pattern: int, period: int, size: int) -> int:
    """`pattern` every `period` bits up to `size` bits, by doubling."""
    length = period
    while length < size:
        pattern |= pattern << length
        length *= 2
    return pattern & ((1 << size) - 1)


def bits(number: int) -> Iterator[int]:
    """Positions of the bits set, from the lowest."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
