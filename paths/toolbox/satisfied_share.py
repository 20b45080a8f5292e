# SPDX-License-Identifier: AGPL-3.0-or-later
"""Share of satisfied answers: the two highest marks, or the green faces (T33)."""

from dataclasses import dataclass
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_percent
from paths.toolbox.wording import counted

MAX_MARKS = 11


@dataclass(frozen=True)
class SatisfiedShare:
    share: float
    satisfied: int
    n: int
    subject: str

    formula: ClassVar[str] = "Quota = risposte soddisfatte / tutte le risposte."
    limits: ClassVar[str] = "Descrive chi ha risposto: vale per tutti solo con un campione casuale."

    @property
    def sentence(self):
        answers = counted(self.n, "risposta", "risposte")
        return (
            f"{self.subject}: {format_percent(self.share)}, cioè "
            f"{format_number(self.satisfied, 0)} su {answers}. {self.limits}"
        )

    @property
    def method_note(self):
        return f"{self.sentence} {self.formula}"


def top_two_box(counts):
    """`counts` of answers for each mark, from the lowest mark to the highest."""
    counts = checks.several("counts", "Conteggi, uno per voto", counts, 3, MAX_MARKS)
    counts = [checks.whole("counts", "Risposte per voto", count) for count in counts]
    return _share(sum(counts[-2:]), sum(counts), "Quota dei due voti più alti", "counts")


def emoticon_index(green, yellow, red):
    green = checks.whole("green", "Voti verdi", green)
    yellow = checks.whole("yellow", "Voti gialli", yellow)
    red = checks.whole("red", "Voti rossi", red)
    return _share(green, green + yellow + red, "Quota di faccine verdi", "green")


def _share(satisfied, n, subject, field):
    if n == 0:
        raise ToolboxError(field, "Serve almeno una risposta: ora sono tutte zero.")
    return SatisfiedShare(satisfied / n, satisfied, n, subject)
