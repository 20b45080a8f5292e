# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.redaction import Record, leaks, redact

FOUND = [
    ("il cell di marco è nuovo", "il cell di [nome] è nuovo"),
    ("la mail di giulia", "la mail di [nome]"),
    ("numero di anna: no", "numero di [nome]: no"),
    ("la mail della giulia", "la mail della [nome]"),
    ("scrivete a marco", "scrivete a [nome]"),
    ("l'e-mail di Rosa", "l'e-mail di [nome]"),
    ("il collega Nardini", "il collega [nome]"),
    ("codice IPA c_e648, ufficio", "codice IPA [dato], ufficio"),
    ("cod. IPA asl_ba", "cod. IPA [dato]"),
    ("Codice IPA: unipd", "Codice IPA: [dato]"),
    ("codici IPA c_a662 e c_e506", "codici IPA [dato] e [dato]"),
    ("IT60 X054 2811 1010", "[IBAN]"),
    ("IT60X0542811101******3456", "[IBAN]"),
    ("giulia.verdi at ente.example.it", "[e-mail]"),
    ("la Univ. del Salento", "la [ente]"),
]
KEPT = [
    "Il numero di telefono, la mail di conferma, l'indirizzo di posta e l'ufficio di fiducia.",
    "Il codice IPA è nell'indice; il codice IPA sbagliato va corretto.",
    "Le variabili si chiamano q_01, s_a12, c_a101 e sesso_1.",
    "Il collega Tributi non c'è; il sindaco Metropolitano sì.",
    "La media at 4.5 e it 60 casi su 100.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_belongs_to_somebody_is_replaced(text, expected):
    assert redact(text).text == expected


@pytest.mark.parametrize("text", KEPT)
def test_words_and_codes_that_belong_to_nobody_stay(text):
    assert redact(text).text == text


def test_the_ipa_code_of_the_record_is_found_without_the_word():
    record = Record(tokens=("c_e648",))
    assert leaks("Il file c_e648.csv non si apre.", record)
    assert redact("Il file C_E648.csv", record).text == "Il file [dato].csv"
