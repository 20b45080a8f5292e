# SPDX-License-Identifier: AGPL-3.0-or-later
"""T34: SERVQUAL gaps, and SERVPERF without expectations."""

from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_short
from paths.toolbox.servperf import servperf
from paths.toolbox.servqual import servqual, servqual_from_gaps
from paths.toolbox.servqual_items import MAX_DIMENSIONS, parse_dimensions
from paths.toolbox.table_it import parse_table, require_complete

from .base import Calculation, Calculator
from .fields import SeriesField, TableField, WholeField
from .outcome import Outcome, figures, sheet, three, whole

ITEMS = """\
Elementi tangibili; 5,2; 5,0
Elementi tangibili; 4,6; 5,1
Affidabilità; 4,9; 6,3
Affidabilità; 5,3; 6,2
Capacità di risposta; 4,4; 6,0
Capacità di risposta; 4,8; 5,8
Capacità di rassicurazione; 5,6; 5,9
Empatia; 5,1; 5,4"""
GAPS = """\
Elementi tangibili; −0,15
Affidabilità; −1,15
Capacità di risposta; −1,30
Capacità di rassicurazione; −0,30
Empatia; −0,30"""
PERCEPTIONS = "\n".join(line.rpartition(";")[0] for line in ITEMS.splitlines())


def scale_field():
    return WholeField("Voto più alto della scala", "La scala comincia da 1.", initial="7")


def parse_gaps(text):
    """(labels, gaps, weights), weights None without a third column."""
    table = parse_table(text, field="gaps", labels=True, max_rows=MAX_DIMENSIONS)
    if len(table.columns) > 2:
        raise ToolboxError("gaps", "Bastano tre colonne: dimensione, scarto, peso.")
    require_complete(table, "gaps")
    weights = table.column(1) if len(table.columns) == 2 else None
    return table.labels, table.column(0), weights


class GapsByItemForm(Calculation):
    code = "domande"
    title = "Gli scarti, dalle medie delle domande"
    words = (
        "Per ogni domanda si toglie la media delle aspettative dalla media delle percezioni. Lo "
        "scarto di una dimensione è la media dei suoi scarti. Sotto zero il servizio dà meno di "
        "quanto gli utenti si aspettano."
    )
    example = {"dimensions": ITEMS, "weights": "10; 35; 25; 15; 15"}
    deep_dive = "A08"
    pasted = True

    dimensions = TableField(
        "Domande",
        "Una riga per domanda: dimensione; percezione media; aspettativa media. "
        "Le domande della stessa dimensione hanno lo stesso nome.",
        parse_dimensions,
        rows=9,
    )
    highest = scale_field()
    weights = SeriesField(
        "Pesi delle dimensioni",
        "Cento punti da dividere, nell'ordine delle dimensioni: per esempio 10; 35; 25; 15; 15. "
        "Lasciate vuoto se non li avete chiesti.",
        required=False,
    )

    def outcome(self):
        return _gaps(servqual(**self.cleaned_data))


class GapsForm(Calculation):
    code = "scarti"
    title = "Il punteggio, dagli scarti già calcolati"
    words = GapsByItemForm.words
    example = {"gaps": GAPS}
    deep_dive = "A08"
    pasted = True
    elsewhere = {"weights": "gaps", "labels": "gaps"}

    gaps = TableField(
        "Scarti",
        "Una riga per dimensione: nome; scarto. Se avete i pesi aggiungeteli in terza colonna: "
        "devono fare 100.",
        parse_gaps,
    )

    def outcome(self):
        return _gaps(servqual_from_gaps(*self.cleaned_data["gaps"]))


class PerceptionsForm(Calculation):
    code = "servperf"
    title = "Solo le percezioni (SERVPERF)"
    words = (
        "Il punteggio di una dimensione è la media delle percezioni alle sue domande. Il punteggio "
        "generale è la media delle dimensioni."
    )
    example = {"dimensions": PERCEPTIONS}
    deep_dive = "A08"
    pasted = True

    dimensions = TableField(
        "Domande",
        "Una riga per domanda: dimensione; percezione media. "
        "Le domande della stessa dimensione hanno lo stesso nome.",
        parse_dimensions,
        rows=9,
    )
    highest = scale_field()

    def outcome(self):
        result = servperf(**self.cleaned_data)
        rows = tuple((label, three(score)) for label, score in result.scores)
        columns = ("Dimensione", "Percezione media")
        return Outcome(
            result,
            (
                figures(("Punteggio generale", three(result.score))),
                sheet("Dimensione per dimensione", columns, rows),
            ),
        )


def _gaps(result):
    weighted = [("Scarto medio pesato", format_number(result.weighted, 4))]
    rows = tuple(
        (
            row.label,
            three(row.gap),
            "–" if row.weight is None else format_short(row.weight),
            "; ".join(format_short(item) for item in row.items) or "–",
        )
        for row in result.dimensions
    )
    columns = ("Dimensione", "Scarto", "Peso", "Scarti delle domande")
    return Outcome(
        result,
        (
            figures(
                ("Scarto medio", three(result.unweighted)),
                *(weighted if result.weighted is not None else ()),
                ("Dimensioni", whole(len(rows))),
            ),
            sheet("Dimensione per dimensione", columns, rows),
        ),
    )


SERVQUAL = Calculator((GapsByItemForm, GapsForm, PerceptionsForm))
