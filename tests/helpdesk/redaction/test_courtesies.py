# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a message to one person says and an answer for all does not."""

import pytest

from helpdesk.redaction import redact, without_courtesies

LETTER = """Buongiorno Carla,
gentile dottoressa Ferri, con 2.600 utenti servono 335 risposte.

Vedete lo strumento. Segniamo la richiesta come risolta: se serve, riscriveteci.

Cordiali saluti
Marta Verdi
Help desk MiglioraPA"""


def test_greeting_farewell_signature_and_what_concerns_one_request_go():
    assert without_courtesies(LETTER) == (
        "Con 2.600 utenti servono 335 risposte.\n\nVedete lo strumento."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salve. il questionario va bene. Saluti", "Il questionario va bene."),
        ("Buongiorno,\n\nne servono 335.\n\nBuon lavoro,\nMarta", "Ne servono 335."),
        ("Ciao Ugo\nne servono 335. Chiudiamo quindi la richiesta.", "Ne servono 335."),
        ("Segniamo la richiesta come risolta. Se serve altro, scriveteci qui.", ""),
        ("Ne servono 335. Restiamo a disposizione per altri dubbi.", "Ne servono 335."),
    ],
)
def test_it_goes_however_it_is_written(text, expected):
    assert without_courtesies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Grazie a 335 risposte il margine è di 5 punti.",
        "Scrivete «Gentile utente,» nella lettera.\nPoi la richiesta di dati.",
        "Mettete i saluti alla fine, dopo le domande.",
        "- Uno\n- Due",
        "Se serve altro spazio, allungate il modulo.",
    ],
)
def test_the_same_words_in_a_sentence_stay(text):
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L'IBAN IT60X0542811101000000123456 non servono più a nessuno",
            "L'IBAN [IBAN] non servono più a nessuno",
        ),
        ("IBAN: IT60 X054 2811 1010 0000 0123 456 12 rate", "IBAN: [IBAN] 12 rate"),
        ("Cambiate le stanze: interno 12 e interno 14.", None),
        ("chiamate l'interno 204", "chiamate l'[telefono]"),
    ],
)
def test_an_account_ends_where_it_ends_and_a_door_is_no_phone(text, expected):
    assert redact(text).text == (expected or text)
