# SPDX-License-Identifier: AGPL-3.0-or-later
"""T21: how a sample is divided among groups of users."""

from paths.toolbox.allocation import allocate
from paths.toolbox.strata import parse_strata

from .base import Calculation, Calculator
from .fields import OneOfField, TableField, WholeField
from .outcome import Outcome, sheet, two, whole

METHODS = {
    "proportional": "Proporzionale: ogni gruppo pesa quanto i suoi utenti",
    "equal": "Uguale per tutti: la stessa parte a ogni gruppo",
    "neyman": "Di Neyman: di più ai gruppi con giudizi più diversi tra loro",
}


class AllocationForm(Calculation):
    words = (
        "Con il metodo proporzionale ogni gruppo riceve la sua quota di utenti. Con quello di "
        "Neyman la quota si moltiplica per la deviazione standard dei voti del gruppo. "
        "Nessun gruppo riceve meno di una risposta né più dei suoi utenti."
    )
    example = {
        "n": "183",
        "strata": "Sede centrale; 1.850\nPieve; 500\nProfessionisti; 250",
    }
    deep_dive = "A10"
    pasted = True

    n = WholeField("Numerosità del campione", "Quante risposte dividere tra i gruppi.", low=1)
    strata = TableField(
        "Gruppi di utenti",
        "Una riga per gruppo: nome; utenti. Per il metodo di Neyman aggiungete in terza colonna "
        "la deviazione standard. Potete incollare da un foglio di calcolo.",
        parse_strata,
    )
    method = OneOfField("Metodo", METHODS, initial="proportional")

    def outcome(self):
        result = allocate(**self.cleaned_data)
        rows = tuple(
            (row.label, whole(row.population), two(row.quota), whole(row.size))
            for row in result.strata
        )
        total = ("Totale", whole(result.population), whole(result.n), whole(result.n))
        columns = ("Gruppo", "Utenti", "Quota esatta", "Risposte")
        caption = "Risposte da raccogliere in ogni gruppo"
        return Outcome(result, (sheet(caption, columns, (*rows, total)),))


ALLOCATION = Calculator((AllocationForm,))
