# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from math import ceil

import pytest

from paths.documents import survey_text
from paths.survey import NOTICE, fields, fill, read
from tests.paths.surveys import DATA, survey
from tests.paths.texts_in_files import text_files


def test_questions_are_numbered_through_the_sections():
    assert [(q.number, q.code) for q in survey().questions] == [
        *((1, "ESITO"), (2, "PERCHE"), (3, "SOD"), (4, "GEN"), (5, "NPS"), (6, "COMM")),
    ]


def test_a_condition_is_said_with_the_number_and_the_words_of_the_answers():
    perche, sod = list(survey().questions)[1:3]
    assert perche.only_if.words == "Solo per chi alla domanda 1 ha risposto «Male»."
    assert sod.only_if.words == "Solo per chi alla domanda 2 ha risposto «Attesa» o «Moduli»."


def test_fields_to_fill_are_listed_once_in_reading_order_without_those_of_the_staff():
    data = {"notice": NOTICE, **DATA}
    assert fields(data) == ["servizio", "motivo", "luogo", "indirizzo dell'informativa"]


def test_filling_replaces_what_is_given_and_leaves_the_rest():
    filled = read("T14", "Prova", fill(DATA, {"servizio": "la biblioteca", "motivo": ""}))
    assert filled.introduction == "Lei ha usato la biblioteca. Le risposte servono a [motivo]."


def test_respondents_read_no_code_and_no_note_of_the_staff():
    text = survey_text.respondents(survey())
    for hidden in ("ESITO", "TEM1", "Non si stampa", "riservata", "Leggete"):
        assert hidden not in text
    assert "☐ Bene" in text
    assert "☐ 1 Poco" in text


def test_the_working_copy_has_codes_notes_and_instructions():
    text = survey_text.with_codes(survey())
    for shown in ("`ESITO`", "Bene `S`", "`TEM1`", "Non si stampa", "riservata", "circa 2 minuti"):
        assert shown in text


def test_minutes_follow_the_stated_rule_and_are_rounded_up():
    # 13 words to read, a choice, reasons, a row of a matrix, a grade, NPS and an open question.
    seconds = 13 / 3 + 12 + 20 + 8 + 12 + 12 + 45
    assert survey().minutes == ceil(seconds / 60) == 2
    sections = DATA["sections"]
    assert survey(sections=[*sections, sections[1]]).minutes == 4
    assert survey(sections=[sections[0], {**sections[1], "optional": True}]).minutes == 1


QUESTIONNAIRES = [f for f in text_files() if isinstance(f.meta.get("questionnaire"), dict)]


@pytest.mark.parametrize("file", QUESTIONNAIRES, ids=str)
def test_the_minutes_promised_to_respondents_are_those_of_the_rule(file):
    data = file.meta["questionnaire"]
    minutes = read(file.meta["code"], file.meta["title"], data).minutes
    promised = re.findall(r"circa (\d+) minut", data["introduction"])
    assert promised == ([str(minutes)] if minutes > 1 else [])


def test_who_chooses_a_questionnaire_reads_that_minutes_are_an_estimate(client, catalogue):
    page = client.get("/strumenti/questionario-sportello/").text
    assert "Durata: circa 7 minuti, stima del progetto." in page
    page = client.get("/strumenti/questionario-emoticon/").text
    assert "Durata: circa 1 minuto, stima del progetto." in page
