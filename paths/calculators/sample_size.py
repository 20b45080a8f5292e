# SPDX-License-Identifier: AGPL-3.0-or-later
"""T20: how many valid answers a survey needs."""

from paths.toolbox import checks
from paths.toolbox.numbers_it import format_short_percent
from paths.toolbox.sample_size import krejcie_morgan, sample_size

from .base import Calculation, Calculator
from .fields import PercentField, confidence_field, users_field
from .outcome import Outcome, figures, sheet, two, whole

OTHER_MARGINS = (0.03, 0.04, 0.05, 0.07, 0.1)
PUBLISHED = {"margin": 0.05, "confidence": 0.95, "share": 0.5}


class SampleSizeForm(Calculation):
    words = (
        "Si parte da quante risposte servirebbero con moltissimi utenti (n0). Il numero cresce con "
        "la confidenza (z vale 1,96 per il 95%) e con l'incertezza sulla proporzione attesa (p). "
        "Cala se accettate un margine di errore (e) più largo. Poi si riduce, perché gli utenti "
        "(N) sono in numero finito."
    )
    example = {"population": "2.600", "margin": "5"}
    deep_dive = "A10"

    population = users_field()
    margin = PercentField(
        "Margine di errore",
        "In punti percentuali. Di solito 5; per molte decisioni bastano 7 o 10.",
        check=checks.inner_share,
        initial="5",
    )
    confidence = confidence_field()
    share = PercentField(
        "Proporzione attesa",
        "In percentuale. Lasciate 50 se non avete dati: è la scelta più prudente.",
        check=checks.inner_share,
        initial="50",
    )

    def outcome(self):
        given = self.cleaned_data
        result = sample_size(**given)
        rows = [
            ("Risposte valide necessarie", whole(result.n)),
            ("Prima di arrotondare", two(result.exact)),
            ("Con moltissimi utenti (n0)", two(result.infinite)),
        ]
        if result.population and {name: given[name] for name in PUBLISHED} == PUBLISHED:
            table = whole(krejcie_morgan(result.population))
            rows.append(("Nella tavola di Krejcie e Morgan, che arrotonda al più vicino", table))
        return Outcome(result, (figures(*rows), self._other_margins()))

    def _other_margins(self):
        given = {**self.cleaned_data}
        del given["margin"]
        rows = tuple(
            (format_short_percent(margin), whole(sample_size(margin=margin, **given).n))
            for margin in OTHER_MARGINS
        )
        caption = "Con gli stessi utenti e altri margini"
        return sheet(caption, ("Margine di errore", "Risposte necessarie"), rows)


SAMPLE_SIZE = Calculator((SampleSizeForm,))
