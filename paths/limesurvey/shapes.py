# SPDX-License-Identifier: AGPL-3.0-or-later
"""How our questions become LimeSurvey's: types, relevance, texts. Shared by both writers."""

import re
from collections.abc import Iterator
from html import escape

from ..survey import Choice, Question, Survey

LANGUAGE = "it"
TYPES = {
    "choice": "L",
    "scale5": "L",
    "nps": "L",
    "emoticon": "L",
    "multi": "M",
    "matrix": "F",
    "open": "T",
}
NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
OTHER = "Altro, che cosa:"
SETTINGS = {
    "language": LANGUAGE,
    "admin": "MiglioraPA",
    "format": "G",  # a page for each section
    "template": "vanilla",  # the default theme of version 6 stacks arrays instead of showing them
    "anonymized": "Y",
    "datestamp": "Y",
    "ipaddr": "N",
    "refurl": "N",
    "usecookie": "N",
    "allowprev": "Y",
    "allowsave": "N",  # it would ask the respondent for a name and an e-mail address
    "showwelcome": "Y",
    "showprogress": "Y",
    "showgroupinfo": "B",
    "showqnumcode": "X",
    "shownoanswer": "N",
    "showsurveypolicynotice": "2",
    "questionindex": "0",
    "listpublic": "N",
    "publicstatistics": "N",
    "savetimings": "N",
    "tokenlength": "15",
}


def plain(text: str) -> str:
    """Names of survey and groups: no markup, no braces, which LimeSurvey would compute."""
    return NOT_XML.sub("", text).replace("{", "(").replace("}", ")")


def html(text: str) -> str:
    """Texts are HTML there; braces become entities, since LimeSurvey takes them for formulas."""
    safe = escape(NOT_XML.sub("", text), quote=False)
    return safe.replace("{", "&#123;").replace("}", "&#125;")


def paragraph(text: str) -> str:
    return f"<p>{html(text)}</p>" if text else ""


def number_of(survey: Survey) -> int:
    """The survey's own number: LimeSurvey puts another one in its place if it is taken."""
    digits = re.sub(r"\D", "", survey.code) or "0"
    return 810000 + int(digits[-4:])


def texts(survey: Survey) -> dict[str, str]:
    """Settings that depend on the language."""
    return {
        "surveyls_title": plain(survey.title),
        "surveyls_welcometext": paragraph(survey.introduction),
        "surveyls_endtext": paragraph(survey.closing),
        "surveyls_policy_notice": paragraph(survey.notice),
        "surveyls_policy_notice_label": (
            "Ho letto l'{STARTPOLICYLINK}informativa sulla protezione dei dati{ENDPOLICYLINK}."
        ),
        "surveyls_policy_error": "Per cominciare confermate di aver letto l'informativa.",
        "surveyls_dateformat": "5",
        "surveyls_numberformat": "1",
    }


def relevance(question: Question) -> str:
    """When the question is asked, in LimeSurvey's expressions."""
    condition = question.only_if
    if not condition:
        return "1"
    asked = condition.question
    if asked.kind == "multi":
        terms = [f'{asked.code}_{choice.code}.NAOK == "Y"' for choice in condition.choices]
    else:
        terms = [f'{asked.code}.NAOK == "{choice.code}"' for choice in condition.choices]
    return f"({' or '.join(terms)})"


def subquestions(question: Question) -> tuple[Choice, ...]:
    return question.choices if question.kind == "multi" else question.rows


def answers(question: Question) -> tuple[Choice, ...]:
    return () if question.kind in {"multi", "open"} else question.choices


def attributes(question: Question) -> Iterator[tuple[str, str, str]]:
    """Name, value and language of the settings of a question."""
    if question.other:
        yield "other_replace_text", OTHER, LANGUAGE


def yes_no(value: bool) -> str:
    return "Y" if value else "N"
