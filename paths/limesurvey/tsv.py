# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tab-separated structure: the copy to correct in a spreadsheet before importing it."""

import csv
import io
from collections.abc import Iterator

from ..survey import Question, Survey
from . import shapes
from .shapes import LANGUAGE

COLUMNS = (
    *("class", "type/scale", "name", "relevance", "text", "help", "language"),
    *("mandatory", "other", "other_replace_text"),
)
Row = dict[str, object]


def write_tsv(survey: Survey) -> bytes:
    """UTF-8 with a mark at the start, so that spreadsheets keep the accents."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", dialect="excel-tab", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_rows(survey))
    return out.getvalue().encode("utf-8-sig")


def _rows(survey: Survey) -> Iterator[Row]:
    for name, value in {"sid": shapes.number_of(survey), **shapes.SETTINGS}.items():
        yield {"class": "S", "name": name, "text": value}
    for name, value in shapes.texts(survey).items():
        yield {"class": "SL", "name": name, "text": value, "language": LANGUAGE}
    for number, section in enumerate(survey.sections, 1):
        yield {
            "class": "G",
            "type/scale": number,
            "name": shapes.plain(section.title),
            "relevance": "1",
            "text": shapes.html(section.intro),
            "language": LANGUAGE,
        }
        for question in section.questions:
            yield from _question(question)


def _question(question: Question) -> Iterator[Row]:
    yield {
        "class": "Q",
        "type/scale": shapes.TYPES[question.kind],
        "name": question.code,
        "relevance": shapes.relevance(question),
        "text": shapes.html(question.text),
        "help": shapes.html(question.help),
        "language": LANGUAGE,
        "mandatory": shapes.yes_no(question.mandatory),
        "other": shapes.yes_no(question.other),
        **{name: value for name, value, _ in shapes.attributes(question)},
    }
    for kind, parts in (("SQ", shapes.subquestions(question)), ("A", shapes.answers(question))):
        for part in parts:
            yield {
                "class": kind,
                "type/scale": 0,
                "name": part.code,
                "relevance": "1" if kind == "SQ" else "",
                "text": shapes.html(part.label),
                "language": LANGUAGE,
            }
