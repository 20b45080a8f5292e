# SPDX-License-Identifier: AGPL-3.0-or-later
"""The .lss file: LimeSurvey's tables as XML, in the dialect with texts in tables of their own."""

from collections import defaultdict
from itertools import count

from lxml import etree

from ..survey import Choice, Question, Section, Survey
from . import shapes
from .shapes import LANGUAGE

DB_VERSION = "630"
TABLES = (
    *("answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions"),
    *("question_l10ns", "question_attributes", "surveys", "surveys_languagesettings"),
)
Row = dict[str, object]


class Writer:
    """Rows gathered table by table; numbers are given in order and mean nothing outside."""

    def __init__(self, survey: Survey):
        self.survey, self.sid = survey, shapes.number_of(survey)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.qids, self.aids, self.ids = count(1), count(1), count(1)

    def write(self) -> bytes:
        self.rows["surveys"].append({"sid": self.sid, "gsid": 1, **shapes.SETTINGS})
        self.rows["surveys_languagesettings"].append(
            {
                "surveyls_survey_id": self.sid,
                "surveyls_language": LANGUAGE,
                **shapes.texts(self.survey),
            }
        )
        for gid, section in enumerate(self.survey.sections, 1):
            self._section(gid, section)
        return _xml(self.rows)

    def _section(self, gid: int, section: Section) -> None:
        self.rows["groups"].append(
            {
                "gid": gid,
                "sid": self.sid,
                "group_order": gid,
                "randomization_group": "",
                "grelevance": "1",
            }
        )
        self.rows["group_l10ns"].append(
            {
                "id": gid,
                "gid": gid,
                "group_name": shapes.plain(section.title),
                "description": shapes.html(section.intro),
                "language": LANGUAGE,
            }
        )
        for order, question in enumerate(section.questions, 1):
            self._question(gid, order, question)

    def _question(self, gid: int, order: int, question: Question) -> None:
        kind, qid = shapes.TYPES[question.kind], next(self.qids)
        shared = {"sid": self.sid, "gid": gid, "type": kind}
        row = {
            "title": question.code,
            "question_order": order,
            "mandatory": shapes.yes_no(question.mandatory),
            "other": shapes.yes_no(question.other),
            "relevance": shapes.relevance(question),
        }
        self.rows["questions"].append(_question_row(qid, 0, shared | row))
        self._text(qid, question.text, question.help)
        for place, part in enumerate(shapes.subquestions(question), 1):
            self._subquestion(qid, place, part, shared)
        for place, answer in enumerate(shapes.answers(question), 1):
            self._answer(qid, place, answer)
        for name, value, language in shapes.attributes(question):
            self.rows["question_attributes"].append(
                {"qid": qid, "attribute": name, "value": value, "language": language}
            )

    def _subquestion(self, parent: int, place: int, part: Choice, shared: Row) -> None:
        qid = next(self.qids)
        row = {"title": part.code, "question_order": place, "relevance": "1"}
        self.rows["subquestions"].append(_question_row(qid, parent, shared | row))
        self._text(qid, part.label)

    def _text(self, qid: int, text: str, help_text: str = "") -> None:
        self.rows["question_l10ns"].append(
            {
                "id": next(self.ids),
                "qid": qid,
                "question": shapes.html(text),
                "help": shapes.html(help_text),
                "script": "",
                "language": LANGUAGE,
            }
        )

    def _answer(self, qid: int, place: int, answer: Choice) -> None:
        """Without `aid` LimeSurvey loses every label and says that all went well."""
        aid = next(self.aids)
        self.rows["answers"].append(
            {
                "aid": aid,
                "qid": qid,
                "code": answer.code,
                "sortorder": place,
                "assessment_value": 0,
                "scale_id": 0,
            }
        )
        self.rows["answer_l10ns"].append(
            {"id": aid, "aid": aid, "answer": shapes.html(answer.label), "language": LANGUAGE}
        )


def _question_row(qid: int, parent: int, values: Row) -> Row:
    return {
        "qid": qid,
        "parent_qid": parent,
        "preg": "",
        "other": "N",
        "mandatory": "N",
        "encrypted": "N",
        "scale_id": 0,
        "same_default": 0,
        "modulename": "",
        "same_script": 0,
    } | values


def _xml(tables: dict[str, list[Row]]) -> bytes:
    root = etree.Element("document")
    etree.SubElement(root, "LimeSurveyDocType").text = "Survey"
    etree.SubElement(root, "DBVersion").text = DB_VERSION
    etree.SubElement(etree.SubElement(root, "languages"), "language").text = LANGUAGE
    for name in TABLES:
        if rows := tables.get(name):
            _table(etree.SubElement(root, name), rows)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _table(table: etree._Element, rows: list[Row]) -> None:
    fields, body = etree.SubElement(table, "fields"), etree.SubElement(table, "rows")
    for column in rows[0]:
        etree.SubElement(fields, "fieldname").text = column
    for row in rows:
        element = etree.SubElement(body, "row")
        for column, value in row.items():
            etree.SubElement(element, column).text = etree.CDATA(str(value).replace("]]>", "]] >"))


def write_lss(survey: Survey) -> bytes:
    """The whole questionnaire, ready to import. `problems(survey)` must be empty."""
    return Writer(survey).write()
