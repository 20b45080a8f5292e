# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules that running LimeSurvey servers were seen to follow, one by one."""

from collections import defaultdict

import pytest
from lxml import etree

from paths import survey as surveys
from paths.limesurvey import problems, write_lss
from paths.models import Tool
from tests.paths.surveys import one_question, survey

NEEDED = {
    "answers": {"aid", "qid", "code", "sortorder", "scale_id", "assessment_value"},
    "answer_l10ns": {"id", "aid", "answer", "language"},
    "groups": {"gid", "sid", "group_order", "grelevance"},
    "group_l10ns": {"gid", "group_name", "description", "language"},
    "questions": {
        *("qid", "parent_qid", "sid", "gid", "type", "title", "question_order"),
        *("mandatory", "other", "relevance"),
    },
    "subquestions": {"qid", "parent_qid", "sid", "gid", "title", "question_order", "scale_id"},
    "question_l10ns": {"id", "qid", "question", "help", "script", "language"},
    "question_attributes": {"qid", "attribute", "value", "language"},
    "surveys": {"sid", "language", "anonymized", "datestamp", "ipaddr", "refurl", "template"},
    "surveys_languagesettings": {
        *("surveyls_survey_id", "surveyls_language", "surveyls_title", "surveyls_welcometext"),
        *("surveyls_endtext", "surveyls_policy_notice", "surveyls_policy_notice_label"),
    },
}


def tables(survey) -> dict[str, list[dict[str, str]]]:
    root = etree.fromstring(write_lss(survey))
    found = defaultdict(list)
    for table in root.iterchildren():
        for row in table.findall("rows/row"):
            found[table.tag].append({column.tag: column.text or "" for column in row})
    return found


def by_code(survey) -> dict[str, dict[str, str]]:
    return {row["title"]: row for row in tables(survey)["questions"]}


def texts(survey) -> dict[str, str]:
    return {row["qid"]: row["question"] for row in tables(survey)["question_l10ns"]}


def test_the_file_says_what_it_is():
    root = etree.fromstring(write_lss(survey()))
    assert root.tag == "document"
    assert root.findtext("LimeSurveyDocType") == "Survey"
    assert root.findtext("DBVersion") == "630"
    assert [language.text for language in root.find("languages")] == ["it"]


def test_every_table_has_the_columns_the_server_needs_and_declares_them():
    root = etree.fromstring(write_lss(survey()))
    for name, needed in NEEDED.items():
        table = root.find(name)
        fields = [field.text for field in table.find("fields")]
        assert needed <= set(fields), name
        for row in table.findall("rows/row"):
            assert [column.tag for column in row] == fields


def test_every_answer_has_its_number_and_its_words():
    found = tables(survey())
    numbers = [row["aid"] for row in found["answers"]]
    assert len(set(numbers)) == len(numbers) == 2 + 3 + 3 + 11
    assert [row["aid"] for row in found["answer_l10ns"]] == numbers
    assert all(row["answer"] for row in found["answer_l10ns"])


def test_kinds_of_question_become_those_of_limesurvey():
    kinds = {code: row["type"] for code, row in by_code(survey()).items()}
    assert kinds == dict(ESITO="L", PERCHE="M", SOD="F", GEN="L", NPS="L", COMM="T")


def test_questions_lie_in_their_group_in_order():
    found = tables(survey())
    assert [row["group_name"] for row in found["group_l10ns"]] == ["La visita", "Il giudizio"]
    places = [(row["gid"], row["question_order"]) for row in found["questions"]]
    assert places == [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2"), ("2", "3"), ("2", "4")]
    assert {row["gid"] for row in found["questions"]} == {row["gid"] for row in found["groups"]}


def test_subquestions_hang_from_their_question():
    found = tables(survey())
    qid = {row["title"]: row["qid"] for row in found["questions"]}
    hanging = [(row["parent_qid"], row["title"]) for row in found["subquestions"]]
    assert hanging == [(qid["PERCHE"], "P1"), (qid["PERCHE"], "P2"), (qid["SOD"], "TEM1")]
    numbers = [row["qid"] for row in found["questions"] + found["subquestions"]]
    assert len(set(numbers)) == len(numbers) == len(found["question_l10ns"])


def test_mandatory_other_and_relevance_are_told():
    rows = by_code(survey())
    assert [rows[code]["mandatory"] for code in ("ESITO", "GEN")] == ["N", "Y"]
    assert [rows[code]["other"] for code in ("ESITO", "PERCHE")] == ["Y", "N"]
    assert rows["ESITO"]["relevance"] == "1"
    assert rows["PERCHE"]["relevance"] == '(ESITO.NAOK == "N")'
    assert rows["SOD"]["relevance"] == '(PERCHE_P1.NAOK == "Y" or PERCHE_P2.NAOK == "Y")'
    attributes = tables(survey())["question_attributes"]
    assert [row["attribute"] for row in attributes] == ["other_replace_text"]


def test_braces_and_markup_cannot_become_formulas_or_tags():
    assert "Altro &#123;x&#125; &amp; &lt;y&gt;?" in texts(survey()).values()


def test_characters_that_xml_forbids_and_ends_of_cdata_do_no_harm():
    hostile = one_question(code="COMM", text="a\x00b\x0bc ]]> d")
    assert texts(hostile)["1"] == "abc ]]&gt; d"


def test_answers_are_anonymous_and_the_notice_comes_first():
    row = tables(survey())["surveys"][0]
    assert [row[name] for name in ("anonymized", "datestamp", "ipaddr", "refurl")] == list("YYNN")
    assert row["template"] == "vanilla"
    assert row["showsurveypolicynotice"] == "2"
    language = tables(survey())["surveys_languagesettings"][0]
    assert "[indirizzo dell'informativa]" in language["surveyls_policy_notice"]
    label = language["surveyls_policy_notice_label"]
    assert "{STARTPOLICYLINK}" in label
    assert len(label) <= 192


def test_notes_for_the_staff_stay_out():
    text = write_lss(survey()).decode()
    assert "Non si stampa" not in text
    assert "riservata" not in text


@pytest.mark.parametrize("code", ["T14", "T15", "T16", "T17", "T18"])
def test_the_questionnaires_of_the_catalogue_keep_every_rule(catalogue, code):
    tool = Tool.objects.get(code=code)
    asked = surveys.read(tool.code, tool.title, tool.data["questionnaire"])
    assert problems(asked) == []
    found = tables(asked)
    assert len(found["questions"]) == len(list(asked.questions))
    for row in found["questions"]:
        own = [a for a in found["answers"] if a["qid"] == row["qid"]]
        parts = [s for s in found["subquestions"] if s["parent_qid"] == row["qid"]]
        assert bool(own) == (row["type"] in "LF")
        assert bool(parts) == (row["type"] in "MF")
