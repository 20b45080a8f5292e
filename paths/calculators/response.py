# SPDX-License-Identifier: AGPL-3.0-or-later
"""T28: how the collection goes, response rates, participation with the three faces."""

from paths.toolbox.numbers_it import format_percent
from paths.toolbox.participation import contacts_needed, participation
from paths.toolbox.progress import collection_progress, parse_groups
from paths.toolbox.response_rates import Dispositions, response_rates

from .base import Calculation, Calculator
from .fields import PercentField, TableField, WholeField
from .outcome import Outcome, figures, sheet, whole


class ProgressForm(Calculation):
    code = "gruppi"
    title = "A che punto è la raccolta, gruppo per gruppo"
    words = (
        "Per ogni gruppo: risposte previste meno risposte complete. Il tasso è complete diviso "
        "inviti. Gli inviti ancora da fare sono le risposte che mancano divise per il tasso."
    )
    example = {
        "groups": "Sede centrale; 130; 82; 61\nPieve; 35; 33; 24\nProfessionisti; 18; 60; 5",
    }
    deep_dive = "A11"
    pasted = True

    groups = TableField(
        "Gruppi di utenti",
        "Una riga per gruppo: nome; risposte previste; inviti fatti; risposte complete. "
        "Potete incollare da un foglio di calcolo.",
        parse_groups,
    )

    def outcome(self):
        result = collection_progress(self.cleaned_data["groups"])
        columns = ("Gruppo", "Previste", "Complete", "Mancano", "Tasso", "Inviti da fare")
        rows = tuple(
            (
                row.label,
                whole(row.planned),
                whole(row.collected),
                whole(row.missing),
                format_percent(row.rate),
                whole(row.more_invitations),
            )
            for row in result.groups
        )
        total = (
            "Totale",
            whole(result.planned),
            whole(result.collected),
            whole(result.missing),
            format_percent(result.rate),
            "",
        )
        return Outcome(result, (sheet("La raccolta per gruppo", columns, (*rows, total)),))


class RatesForm(Calculation):
    code = "tassi"
    title = "I tassi di risposta secondo AAPOR"
    words = (
        "Il tasso più severo (RR1) sono le risposte complete (I) divise per tutti i casi. Il "
        "secondo (RR2) conta anche le parziali (P). Il terzo (RR3) toglie dal totale i casi ignoti "
        "(U) che non erano utenti. R sono i rifiuti, NC i mancati contatti, O gli altri casi."
    )
    example = {"complete": "200", "partial": "6", "refusals": "54", "non_contacts": "40"}
    deep_dive = "A11"

    complete = WholeField("Risposte complete", "Sigla I.")
    partial = WholeField("Risposte parziali", "Sigla P.", initial="0")
    refusals = WholeField("Rifiuti", "Sigla R.", initial="0")
    non_contacts = WholeField("Mancati contatti", "Sigla NC: utenti mai raggiunti.", initial="0")
    other = WholeField("Altre mancate risposte", "Sigla O: per esempio malattia.", initial="0")
    unknown = WholeField(
        "Casi di ammissibilità ignota",
        "Sigla U: non sapete se sono ancora utenti.",
        initial="0",
    )
    eligible_share = PercentField(
        "Quota di ammissibili fra i casi ignoti",
        "In percentuale. Serve solo per il tasso RR3: se non la conoscete lasciate vuoto.",
        required=False,
    )

    def outcome(self):
        given = {**self.cleaned_data}
        eligible_share = given.pop("eligible_share")
        result = response_rates(Dispositions(**given), eligible_share)
        return Outcome(
            result,
            (
                figures(
                    ("Tasso di risposta RR1", format_percent(result.rr1, 2)),
                    ("Tasso di risposta RR2", format_percent(result.rr2, 2)),
                    ("Tasso di risposta RR3", format_percent(result.rr3, 2)),
                    ("Tasso di rifiuto", format_percent(result.refusal, 2)),
                    (
                        "Cooperazione, su complete, parziali e rifiuti",
                        format_percent(result.cooperation, 2),
                    ),
                    (
                        "Cooperazione, contando anche gli altri casi",
                        format_percent(result.cooperation_with_other, 2),
                    ),
                    ("Tasso di contatto", format_percent(result.contact, 2)),
                    ("Casi in tutto", whole(result.total)),
                ),
            ),
        )


class ParticipationForm(Calculation):
    code = "faccine"
    title = "La partecipazione con le faccine"
    words = "I voti si dividono per gli utenti serviti nello stesso periodo."
    example = {"votes": "72", "served": "480"}
    deep_dive = "A06"

    votes = WholeField("Voti", "Tutti quelli del periodo: verdi, gialli e rossi.")
    served = WholeField("Utenti serviti", "Quante persone avete servito nel periodo.", low=1)

    def outcome(self):
        result = participation(**self.cleaned_data)
        rate = ("Tasso di partecipazione", format_percent(result.rate, 2))
        return Outcome(result, (figures(rate),))


class ContactsForm(Calculation):
    code = "inviti"
    title = "Quante persone invitare"
    words = "Le risposte che volete si dividono per la quota di persone che di solito risponde."
    example = {"n": "183", "rate": "75"}
    deep_dive = "A11"

    n = WholeField("Risposte volute", "Il risultato del calcolo della numerosità.", low=1)
    rate = PercentField("Tasso atteso", "In percentuale: quante persone su cento rispondono.")

    def outcome(self):
        result = contacts_needed(**self.cleaned_data)
        return Outcome(result, (figures(("Persone da invitare", whole(result.needed))),))


RESPONSE = Calculator((ProgressForm, RatesForm, ParticipationForm, ContactsForm))
