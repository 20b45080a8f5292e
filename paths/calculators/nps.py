# SPDX-License-Identifier: AGPL-3.0-or-later
"""T36: Net Promoter Score."""

from paths.toolbox.nps import nps, nps_from_counts
from paths.toolbox.numbers_it import format_percent

from .base import Calculation, Calculator
from .fields import SeriesField, WholeField, confidence_field
from .outcome import Outcome, figures, sheet, two, whole

WORDS = (
    "Dalla quota (p) di chi ha dato 9 o 10 si toglie la quota (d) di chi ha dato da 0 a 6. I voti "
    "7 e 8 contano solo nel totale. L'errore standard dice quanto il numero può cambiare per caso: "
    "più risposte (n), meno errore."
)


class GroupsForm(Calculation):
    code = "gruppi"
    title = "Da promotori, passivi e detrattori"
    words = WORDS
    example = {"promoters": "50", "passives": "30", "detractors": "20"}
    deep_dive = "A12"

    promoters = WholeField("Promotori", "Chi ha dato 9 o 10.")
    passives = WholeField("Passivi", "Chi ha dato 7 o 8.")
    detractors = WholeField("Detrattori", "Chi ha dato da 0 a 6.")
    confidence = confidence_field()

    def outcome(self):
        return _scored(nps(**self.cleaned_data))


class CountsForm(Calculation):
    code = "voti"
    title = "Dalle risposte per ogni voto"
    words = WORDS
    example = {"counts": "1; 0; 1; 2; 3; 6; 7; 12; 18; 24; 26"}
    deep_dive = "A12"

    counts = SeriesField(
        "Risposte per voto",
        "Undici numeri, dal voto 0 al voto 10, separati da punto e virgola.",
    )
    confidence = confidence_field()

    def outcome(self):
        return _scored(nps_from_counts(**self.cleaned_data))


def _scored(result):
    groups = (
        ("Promotori (9 e 10)", result.promoters),
        ("Passivi (7 e 8)", result.passives),
        ("Detrattori (da 0 a 6)", result.detractors),
    )
    rows = tuple((label, whole(count), format_percent(count / result.n)) for label, count in groups)
    return Outcome(
        result,
        (
            figures(
                ("NPS", two(result.score)),
                ("Estremo inferiore", two(result.low)),
                ("Estremo superiore", two(result.high)),
                ("Errore standard", two(result.standard_error)),
                ("Risposte", whole(result.n)),
            ),
            sheet("Chi ha risposto", ("Gruppo", "Risposte", "Quota"), rows),
        ),
    )


NPS = Calculator((GroupsForm, CountsForm))
