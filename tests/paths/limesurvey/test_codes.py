# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.limesurvey import problems
from tests.paths.surveys import one_question, survey

CHOICE = {"type": "choice", "role": "context"}


def test_a_sound_questionnaire_has_no_problems():
    assert problems(survey()) == []


@pytest.mark.parametrize("code", ["Q_1", "QÈ", "1Q", "A" * 16, "SID", "token", "Q-1", "Q 1", ""])
def test_question_codes_that_the_server_would_change_are_refused(code):
    assert len(problems(one_question(code=code))) == 1


@pytest.mark.parametrize("code", ["NONSO6", "-1", "_1", "à", ""])
def test_answer_codes_that_the_server_would_drop_are_refused(code):
    options = [{"code": code, "label": "Non so"}]
    found = problems(one_question(code="Q1", **CHOICE, options=options))
    assert len(found) == 1
    assert f"«{code}»" in found[0]


def test_codes_that_differ_only_in_case_are_the_same_code():
    options = [{"code": "a", "label": "Uno"}, {"code": "A", "label": "Due"}]
    assert len(problems(one_question(code="Q1", **CHOICE, options=options))) == 1
    question = {"type": "open", "role": "comment", "text": "?"}
    twice = [question | {"code": "q2"}, question | {"code": "Q2"}]
    assert len(problems(survey(sections=[{"title": "Una", "questions": twice}]))) == 1


@pytest.mark.parametrize("code", ["time", "other", "A_1", "è"])
def test_codes_of_rows_that_the_server_would_change_are_refused(code):
    rows = [{"code": code, "text": "Voce"}]
    asked = one_question(code="Q1", type="matrix", scale="grado", subquestions=rows)
    assert len(problems(asked)) == 1


def test_lists_without_answers_and_groups_without_questions_are_refused():
    assert len(problems(one_question(code="Q1", **CHOICE))) == 1
    assert len(problems(survey(sections=[{"title": "Vuota", "questions": []}]))) == 1


def test_a_condition_on_a_matrix_cannot_be_told_to_the_server():
    matrix = {
        "code": "SOD",
        "type": "matrix",
        "role": "satisfaction",
        "text": "?",
        "scale": "grado",
        "subquestions": [{"code": "A1", "text": "Voce"}],
    }
    after = {"code": "COMM", "type": "open", "role": "comment", "text": "?"}
    after["only_if"] = {"question": "SOD", "answers": ["1"]}
    found = problems(survey(sections=[{"title": "Una", "questions": [matrix, after]}]))
    assert len(found) == 1
    assert "COMM" in found[0]
