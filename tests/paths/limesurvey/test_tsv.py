# SPDX-License-Identifier: AGPL-3.0-or-later
import csv
import io

from paths.limesurvey import write_tsv
from tests.paths.surveys import survey


def rows():
    text = write_tsv(survey()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), dialect="excel-tab"))


def test_the_header_has_the_columns_that_the_import_needs():
    assert {"class", "type/scale", "name", "text", "language", "relevance"} <= set(rows()[0])


def test_settings_come_first_and_name_the_language():
    settings = {row["name"]: row["text"] for row in rows() if row["class"] == "S"}
    assert settings["language"] == "it"
    assert settings["anonymized"] == "Y"
    titles = [row["text"] for row in rows() if row["name"] == "surveyls_title"]
    assert titles == ["Questionario di prova"]


def test_answers_and_subquestions_follow_their_question():
    classes = [(row["class"], row["name"]) for row in rows() if row["class"] in {"Q", "SQ", "A"}]
    assert classes[:6] == [
        *(("Q", "ESITO"), ("A", "S"), ("A", "N"), ("Q", "PERCHE"), ("SQ", "P1"), ("SQ", "P2")),
    ]


def test_groups_keep_their_number_and_every_text_its_language():
    groups = [(row["type/scale"], row["name"]) for row in rows() if row["class"] == "G"]
    assert groups == [("1", "La visita"), ("2", "Il giudizio")]
    assert {row["language"] for row in rows() if row["class"] != "S"} == {"it"}
