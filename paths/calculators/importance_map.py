# SPDX-License-Identifier: AGPL-3.0-or-later
"""T35: the importance/satisfaction map, drawn and as a table."""

from dataclasses import replace

from paths.toolbox.derived_importance import derived_importance
from paths.toolbox.factors import parse_factors
from paths.toolbox.importance_map import importance_map
from paths.toolbox.map_chart import map_chart
from paths.toolbox.table_it import parse_table
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM

from .base import Calculation, Calculator
from .drawing import draw
from .fields import OneOfField, TableField, WholeField
from .outcome import Outcome, figures, sheet, three, two
from .satisfaction import FACTORS, FACTORS_HELP

# With more names than these the drawing shows numbers, and the table says whose they are.
MOST_NAMES = 14
RULE_NAMES = {
    "mean": "Media: la più usata",
    "median": "Mediana: metà degli aspetti sopra, metà sotto",
    "midpoint": "Punto medio della scala: indicate il voto più alto",
}
ANSWERS = """\
Attesa; Orari; Informazioni; Gentilezza; Giudizio complessivo
2; 3; 4; 5; 3
4; 3; 4; 4; 4
1; 2; 3; 4; 2
5; 4; 4; 5; 5
3; 3; 5; 4; 3
2; 4; 3; 5; 2
4; 4; 4; 4; 4
3; 2; 4; 5; 3
5; 4; 5; 5; 4
2; 3; 3; 4; 2
4; 5; 4; 5; 5
1; 3; 4; 4; 2"""


class StatedForm(Calculation):
    code = "dichiarata"
    title = "Con l'importanza chiesta agli utenti"
    words = (
        "Ogni aspetto ha due voti medi: importanza e soddisfazione. Due soglie dividono il disegno "
        "in quattro riquadri."
    )
    example = {"factors": FACTORS, "highest": "5"}
    deep_dive = "A09"
    pasted = True

    factors = TableField("Aspetti del servizio", FACTORS_HELP, parse_factors)
    rule = OneOfField("Soglia", RULE_NAMES, initial="mean")
    highest = WholeField(
        "Voto più alto della scala",
        "Per esempio 5. Serve per disegnare gli assi.",
        required=False,
    )

    def outcome(self):
        return _mapped(importance_map(**self.cleaned_data))


class DerivedForm(Calculation):
    code = "ricavata"
    title = "Con l'importanza ricavata dalle risposte"
    words = (
        "L'importanza di un aspetto è la correlazione tra il suo voto e il giudizio complessivo, "
        "da −1 a 1. La soddisfazione è la media dei voti. Poi due soglie dividono il disegno in "
        "quattro riquadri."
    )
    example = {"table": ANSWERS, "highest": "5"}
    deep_dive = "A09"
    pasted = answers = True
    elsewhere = {"factors": "table"}

    table = TableField(
        "Risposte",
        "Una riga per persona, una colonna per aspetto. L'ultima colonna è il giudizio "
        "complessivo. La prima riga può avere i nomi.",
        parse_table,
        rows=13,
    )
    rule = OneOfField(
        "Soglia", {code: RULE_NAMES[code] for code in ("mean", "median")}, initial="mean"
    )
    highest = StatedForm.base_fields["highest"]

    def outcome(self):
        given = {**self.cleaned_data}
        derived = derived_importance(given.pop("table"))
        outcome = _mapped(importance_map(derived.factors, importance_kind="derived", **given))
        return replace(
            outcome,
            remark=derived.sentence.removesuffix(FOR_ALL_ONLY_IF_RANDOM),
            note_before=derived.method_note.removesuffix(derived.limits),
        )


def _mapped(result):
    shown = _numbered(result) if len(result.factors) > MOST_NAMES else result
    columns = ("Aspetto", "Importanza", "Soddisfazione", "Riquadro")
    rows = tuple(
        (
            row.label if shown is result else f"{number}. {row.label}",
            two(row.importance),
            two(row.satisfaction),
            row.quadrant_label,
        )
        for number, row in enumerate(result.factors, start=1)
    )
    return Outcome(
        result,
        (
            sheet("Gli aspetti della mappa", columns, rows),
            figures(
                ("Soglia dell'importanza", three(result.importance_threshold)),
                ("Soglia della soddisfazione", three(result.satisfaction_threshold)),
                caption="Le soglie",
            ),
        ),
        drawing=draw(map_chart(shown)),
    )


def _numbered(result):
    numbered = (replace(f, label=str(n)) for n, f in enumerate(result.factors, start=1))
    return replace(result, factors=tuple(numbered))


IMPORTANCE_MAP = Calculator((StatedForm, DerivedForm))
