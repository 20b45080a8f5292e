# SPDX-License-Identifier: AGPL-3.0-or-later
"""The administration of the record, however it is written."""

import pytest

from helpdesk.redaction import Record, leaks, redact

FORMS = {
    "Unione dei Comuni Valle del Savio": [
        "Unione Valle del Savio",
        "Unione Comuni Valle Savio",
        "valle del savio",
        "Savio",
    ],
    "Comune di Sant'Agata de' Goti": [
        "S. Agata dei Goti",
        "S.Agata de Goti",
        "Sant’Agata de’ Goti",
        "sant agata dei goti",
        "Santagata dei Goti",
        "Com. di S. Agata",
        "Com.ne di Sant'Agata",
    ],
    "Comune di San Giovanni in Fiore": [
        "S. Giovanni in Fiore",
        "S.Giovanni Fiore",
        "S. Giovanni F.",
    ],
    "Comune di Cava de' Tirreni": ["Cava dei Tirreni", "cava tirreni", "C.ne di Cava de' Tirreni"],
    "Comune di Reggio nell'Emilia": ["Reggio Emilia", "reggio emilia"],
    "Comune di Presicce-Acquarica": ["Presicce Acquarica", "Presicce"],
    "Comune di Sanremo": ["San Remo", "S. Remo"],
    "Istituto Comprensivo Gianni Rodari di Fano": [
        "IC Gianni Rodari",
        "I.C. Rodari",
        "Ist. Comprensivo Rodari",
        "istituto rodari",
        "Gianni Rodari",
    ],
    "Istituto di istruzione superiore Galileo Ferraris": [
        "I.I.S. Ferraris",
        "IIS Galileo Ferraris",
    ],
    "Liceo scientifico Enrico Fermi": ["liceo Fermi", "Liceo Enrico Fermi"],
    "Azienda sanitaria locale di Viterbo": ["ASL Viterbo", "A.S.L. di Viterbo", "azienda viterbo"],
    "ASL 4 Teramo": ["ASL 4", "A.S.L. n. 4", "Azienda sanitaria locale di Teramo"],
    "Azienda ULSS 8 Berica": ["ULSS 8", "Ulss n. 8 Berica"],
    "Università degli Studi di Sassari": ["Univ. di Sassari", "Ateneo di Sassari"],
    "Camera di commercio di Cosenza": ["CCIAA di Cosenza", "C.C.I.A.A. Cosenza"],
    "Provincia di Pesaro e Urbino": ["Prov. di Pesaro e Urbino", "provincia Pesaro-Urbino"],
}
CASES = [(body, form) for body, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("body", "form"), CASES)
def test_every_form_of_the_body_is_replaced_and_blocks(body, form):
    record = Record(bodies=(body,))
    sentence = f"Scrivo da parte di {form}: come si fa?"
    assert leaks(sentence, record)
    redacted = redact(sentence, record).text
    assert form not in redacted
    assert redacted.endswith("]: come si fa?")
    assert not leaks(redacted, record)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Unione dei Comuni Valle del Savio", "i comuni della valle e l'unione di più comuni"),
        ("Comune di San Giovanni in Fiore", "il giorno di san Giovanni lo sportello è chiuso"),
        ("Comune di Castello di Cisterna", "il comune ha un castello"),
        ("ASL 4 Teramo", "in 4 giorni l'azienda risponde"),
        ("Istituto Comprensivo Padre Pio", "l'istituto scrive al padre"),
        ("Comune di Noto", "il comune, noto per la cortesia, risponde"),
        ("Ministero delle infrastrutture e dei trasporti", "i trasporti e le infrastrutture"),
        ("c_e648", "c'è una vitamina C e una D"),
        ("Azienda sanitaria locale", "ogni azienda sanitaria locale"),
    ],
)
def test_the_words_of_a_body_apart_stay(body, text):
    record = Record(bodies=(body,))
    assert redact(text, record).text == text
    assert not leaks(text, record)


def test_a_town_with_its_province_is_known_without_it():
    assert leaks("Veniamo da Lonato.", Record(municipalities=("Lonato del Garda (BS)",)))
