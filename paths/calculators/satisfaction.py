# SPDX-License-Identifier: AGPL-3.0-or-later
"""T33: satisfaction index, satisfied share, share of green faces, weights of groups."""

from paths.toolbox.factors import parse_factors
from paths.toolbox.numbers_it import format_percent
from paths.toolbox.satisfaction_index import satisfaction_index
from paths.toolbox.satisfied_share import emoticon_index, top_two_box
from paths.toolbox.weights import parse_coverage, post_stratification

from .base import Calculation, Calculator
from .fields import SeriesField, TableField, WholeField
from .outcome import Outcome, figures, sheet, three, two, whole

FACTORS = """\
Attesa; 4,6; 3,1
Orari; 4,4; 3,4
Informazioni; 4,5; 3,8
Gentilezza; 4,2; 4,5
Sala d'attesa; 3,4; 3,5
Segnaletica; 3,3; 4,1"""
FACTORS_HELP = (
    "Una riga per aspetto: nome; importanza media; soddisfazione media. "
    "Potete incollare da un foglio di calcolo."
)


class IndexForm(Calculation):
    code = "indice"
    title = "L'indice pesato con l'importanza"
    words = (
        "Ogni voto di soddisfazione si moltiplica per l'importanza dell'aspetto. La somma si "
        "divide per la somma delle importanze. Il valore su 100 vale zero quando tutti danno il "
        "voto più basso."
    )
    example = {"factors": FACTORS, "highest": "5"}
    deep_dive = "A09"
    pasted = True

    factors = TableField("Aspetti del servizio", FACTORS_HELP, parse_factors)
    highest = WholeField("Voto più alto della scala", "La scala comincia da 1.", initial="5")

    def outcome(self):
        result = satisfaction_index(**self.cleaned_data)
        columns = ("Aspetto", "Peso", "Punti portati", "Punti persi")
        rows = tuple(
            (row.label, format_percent(row.weight), three(row.points), three(row.missing))
            for row in result.contributions
        )
        return Outcome(
            result,
            (
                figures(
                    (f"Indice da 1 a {result.highest}", three(result.index)),
                    ("Indice su 100", two(result.percent)),
                ),
                sheet("Da dove viene l'indice", columns, rows),
            ),
        )


class TopTwoForm(Calculation):
    code = "due-voti"
    title = "La quota dei due voti più alti"
    words = "Si sommano le risposte con i due voti più alti e si dividono per tutte le risposte."
    example = {"counts": "8; 18; 44; 86; 44"}
    deep_dive = "A10"

    counts = SeriesField(
        "Risposte per voto",
        "Dal voto più basso al più alto, separate da punto e virgola: per esempio "
        "8; 18; 44; 86; 44.",
    )

    def outcome(self):
        return _share(top_two_box(self.cleaned_data["counts"]), "Quota dei due voti più alti")


class FacesForm(Calculation):
    code = "faccine"
    title = "La quota di faccine verdi"
    words = "I voti verdi si dividono per tutti i voti. Verde vuol dire pienamente soddisfatto."
    example = {"green": "49", "yellow": "15", "red": "8"}
    deep_dive = "A06"

    green = WholeField("Voti verdi")
    yellow = WholeField("Voti gialli")
    red = WholeField("Voti rossi")

    def outcome(self):
        return _share(emoticon_index(**self.cleaned_data), "Quota di faccine verdi")


class WeightsForm(Calculation):
    code = "pesi"
    title = "I pesi dei gruppi"
    words = (
        "Il peso di un gruppo è la sua quota fra gli utenti divisa per la sua quota fra le "
        "risposte. La numerosità effettiva dice quante risposte restano dopo i pesi."
    )
    example = {
        "strata": "Sede centrale; 1.850; 128\nPieve; 500; 52\nProfessionisti; 250; 20",
    }
    deep_dive = "A11"
    pasted = True

    strata = TableField(
        "Gruppi di utenti",
        "Una riga per gruppo: nome; utenti; risposte. Potete incollare da un foglio di calcolo.",
        parse_coverage,
    )

    def outcome(self):
        result = post_stratification(self.cleaned_data["strata"])
        columns = ("Gruppo", "Utenti", "Risposte", "Peso")
        rows = tuple(
            (row.label, whole(row.population), whole(row.answers), three(row.weight))
            for row in result.strata
        )
        return Outcome(
            result,
            (
                sheet("Il peso di ogni gruppo", columns, rows),
                figures(
                    ("Risposte", whole(result.n)),
                    ("Numerosità effettiva", two(result.effective)),
                    caption="Quanto costano i pesi",
                ),
            ),
        )


def _share(result, name):
    return Outcome(
        result,
        (
            figures(
                (name, format_percent(result.share, 2)),
                ("Risposte soddisfatte", whole(result.satisfied)),
                ("Risposte in tutto", whole(result.n)),
            ),
        ),
    )


SATISFACTION = Calculator((IndexForm, TopTwoForm, FacesForm, WeightsForm))
