# SPDX-License-Identifier: AGPL-3.0-or-later
"""T32: Cronbach's alpha of a set of questions."""

from paths.toolbox.reliability import reliability
from paths.toolbox.table_it import parse_table

from .base import Calculation, Calculator
from .fields import TableField, confidence_field
from .outcome import Outcome, figures, sheet, three, two, whole

EXAMPLE = """\
Gentilezza; Ascolto; Chiarezza; Riservatezza
5; 4; 5; 4
4; 4; 4; 5
3; 3; 4; 3
5; 5; 4; 5
2; 3; 3; 2
4; 5; 4; 4
3; 2; 3; 4
5; 5; 5; 5
4; 3; 4; 3
1; 2; 2; 3
4; 4; 5; 4
3; 4; 3; 3"""


class ReliabilityForm(Calculation):
    words = (
        "Si confronta quanto varia ogni domanda (k sono le domande) con quanto varia la somma "
        "delle risposte. Se le domande vanno nella stessa direzione, la somma varia molto di più "
        "e l'alfa si avvicina a 1."
    )
    example = {"table": EXAMPLE}
    deep_dive = "A08"
    pasted = answers = True

    table = TableField(
        "Risposte",
        "Una riga per persona, una colonna per domanda. La prima riga può avere i nomi delle "
        "domande. Chi ha una cella vuota resta fuori dal conto.",
        parse_table,
        rows=13,
    )
    confidence = confidence_field()

    def outcome(self):
        result = reliability(**self.cleaned_data)
        columns = ("Domanda", "Media", "Varianza", "Legame con le altre", "Alfa senza")
        rows = tuple(
            (
                item.label,
                two(item.mean),
                two(item.variance),
                two(item.rest_correlation),
                three(item.alpha_without),
            )
            for item in result.items
        )
        return Outcome(
            result,
            (
                figures(
                    ("Alfa di Cronbach", three(result.alpha)),
                    ("Intervallo di Feldt, estremo inferiore", three(result.low)),
                    ("Intervallo di Feldt, estremo superiore", three(result.high)),
                    ("Questionari completi", whole(result.respondents)),
                    ("Questionari esclusi", whole(result.excluded)),
                    ("Varianza della somma", three(result.total_variance)),
                ),
                sheet("Domanda per domanda", columns, rows),
            ),
            warnings=result.warnings,
        )


RELIABILITY = Calculator((ReliabilityForm,))
