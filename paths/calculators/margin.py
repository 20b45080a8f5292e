# SPDX-License-Identifier: AGPL-3.0-or-later
"""T22: margin of error, and intervals of a percentage and of a mean."""

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.intervals import margin_of_error, normal_interval, wilson_interval
from paths.toolbox.mean_interval import mean_interval, mean_interval_from_summary
from paths.toolbox.numbers_it import format_percent
from paths.toolbox.wording import points

from .base import Calculation, Calculator
from .fields import (
    NumberField,
    OneOfField,
    PercentField,
    TableField,
    WholeField,
    confidence_field,
    numbers_in,
    users_field,
)
from .outcome import Outcome, figures, three, whole

METHODS = {
    "wilson": "Di Wilson: consigliato, vale anche con poche risposte",
    "normal": "Normale: quello dei manuali, per percentuali lontane da 0 e da 100",
}
INTERVALS = {"wilson": wilson_interval, "normal": normal_interval}


class MarginForm(Calculation):
    code = "margine"
    title = "Il margine di errore di un'indagine"
    words = (
        "Il margine cresce con la confidenza (z vale 1,96 per il 95%) e cala con la radice delle "
        "risposte (n). Se avete sentito buona parte degli utenti (N), si riduce ancora. "
        "La proporzione (p) del 50% dà il margine più largo."
    )
    example = {"n": "200", "population": "2.600"}
    deep_dive = "A10"

    n = WholeField("Numero di risposte", "Solo quelle valide.", low=1)
    population = users_field()
    share = PercentField(
        "Proporzione",
        "In percentuale. Lasciate 50 per avere il margine più prudente.",
        check=checks.inner_share,
        initial="50",
    )
    confidence = confidence_field()

    def outcome(self):
        result = margin_of_error(**self.cleaned_data)
        return Outcome(
            result,
            (
                figures(
                    ("Margine di errore", points(result.margin)),
                    ("Con più decimali", format_percent(result.margin, 4)),
                ),
            ),
        )


class ShareForm(Calculation):
    code = "percentuale"
    title = "Una percentuale con il suo intervallo"
    words = (
        "La percentuale (p) sono le risposte con la caratteristica divise per tutte le risposte "
        "(n). Il metodo di Wilson sposta un poco il centro verso il 50% e poi aggiunge e toglie "
        "una semiampiezza."
    )
    example = {"count": "112", "n": "200"}
    deep_dive = "A10"

    count = WholeField("Risposte con la caratteristica", "Per esempio quante persone soddisfatte.")
    n = WholeField("Numero di risposte", "Quelle valide alla domanda, senza i «non so».", low=1)
    population = users_field()
    confidence = confidence_field()
    method = OneOfField("Metodo", METHODS, initial="wilson")

    def outcome(self):
        given = {**self.cleaned_data}
        result = INTERVALS[given.pop("method")](**given)
        return Outcome(
            result,
            (
                figures(
                    ("Percentuale stimata", format_percent(result.estimate, 2)),
                    ("Estremo inferiore", format_percent(result.low, 2)),
                    ("Estremo superiore", format_percent(result.high, 2)),
                ),
            ),
        )


class MeanForm(Calculation):
    code = "media"
    title = "Una media, se avete già la deviazione standard"
    words = (
        "Alla media si aggiunge e si toglie un margine. Il margine è la deviazione standard (s) "
        "divisa per la radice delle risposte (n), per un valore (t) che dipende dalla confidenza."
    )
    example = {"average": "3,1", "deviation": "1,2", "n": "200"}
    deep_dive = "A10"

    average = NumberField("Media", "Per esempio 3,9.")
    deviation = NumberField("Deviazione standard", "Nel foglio di calcolo è DEV.ST.C.")
    n = WholeField("Numero di risposte", "Almeno due.", low=2)
    confidence = confidence_field()

    def outcome(self):
        return _mean(mean_interval_from_summary(**self.cleaned_data))


class ValuesForm(Calculation):
    code = "voti"
    title = "Una media, dai voti incollati"
    words = MeanForm.words
    example = {"values": "4; 5; 3; 4; 2; 5; 4; 3; 4; 5"}
    deep_dive = "A10"
    pasted = answers = True

    values = TableField(
        "Voti",
        "Incollate una colonna del foglio di calcolo o scrivete i voti separati da punto e "
        "virgola. Le celle vuote non contano.",
        numbers_in,
        rows=6,
    )
    confidence = confidence_field()

    def outcome(self):
        given = [value for value in self.cleaned_data["values"] if value is not None]
        if len(given) < 2:
            raise ToolboxError("values", "Servono almeno due voti.")
        return _mean(mean_interval(given, self.cleaned_data["confidence"]))


def _mean(result):
    return Outcome(
        result,
        (
            figures(
                ("Media", three(result.estimate)),
                ("Estremo inferiore", three(result.low)),
                ("Estremo superiore", three(result.high)),
                ("Deviazione standard", three(result.deviation)),
                ("Valore di t", three(result.t)),
                ("Risposte", whole(result.n)),
            ),
        ),
    )


MARGIN = Calculator((MarginForm, ShareForm, MeanForm, ValuesForm))
