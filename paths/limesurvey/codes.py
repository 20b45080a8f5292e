# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes that LimeSurvey would change or drop without a word. Found out before any download."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..survey import Question, Survey

QUESTION = re.compile(r"[A-Za-z][A-Za-z0-9]{0,14}")
ROW = re.compile(r"[A-Za-z0-9]{1,15}")
ANSWER = re.compile(r"[A-Za-z0-9]{1,5}")
RESERVED = {"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this"}
RESERVED_ROWS = {"time", "other"}
TITLE, GROUP = 200, 200  # characters
LISTS = {"choice", "emoticon", "scale5", "nps"}


def problems(survey: Survey) -> list[str]:
    """Sentences for the staff; an empty list means that the import gives what one sees here."""
    found = list(_unique((q.code for q in survey.questions), "della domanda"))
    for section in survey.sections:
        if not section.questions:
            found.append(f"La sezione «{section.title}» non ha domande.")
    if len(survey.title) > TITLE:
        found.append(f"Il titolo supera i {TITLE} caratteri.")
    for question in survey.questions:
        found += _question(question)
    return found


def _question(question: Question) -> Iterator[str]:
    name = f"Domanda {question.code}:"
    if not QUESTION.fullmatch(question.code) or question.code.lower() in RESERVED:
        yield (
            f"{name} il codice deve cominciare con una lettera, avere al massimo 15 tra lettere "
            "e cifre senza accenti e non essere una parola riservata di LimeSurvey."
        )
    if question.kind != "open" and not question.choices:
        yield f"{name} mancano le risposte tra cui scegliere."
    rows = question.choices if question.kind == "multi" else question.rows
    if question.kind == "matrix" and not rows:
        yield f"{name} mancano gli aspetti da giudicare."
    for row in rows:
        if not ROW.fullmatch(row.code) or row.code.lower() in RESERVED_ROWS:
            yield f"{name} il codice «{row.code}» di una voce non va bene per LimeSurvey."
    for choice in () if question.kind == "multi" else question.choices:
        if not ANSWER.fullmatch(choice.code):
            yield f"{name} il codice di risposta «{choice.code}» supera 5 tra lettere e cifre."
    yield from _unique((row.code for row in rows), f"di una voce della domanda {question.code}")
    if question.kind != "multi":
        yield from _unique(
            (choice.code for choice in question.choices),
            f"di una risposta della domanda {question.code}",
        )
    yield from _condition(question)


def _condition(question: Question) -> Iterator[str]:
    if not question.only_if:
        return
    asked = question.only_if.question
    if asked.kind not in LISTS | {"multi"} or not question.only_if.choices:
        yield (
            f"Domanda {question.code}: la condizione deve nominare almeno una risposta di una "
            f"domanda a scelta, non della domanda {asked.code}."
        )


def _unique(codes: Iterable[str], whose: str) -> Iterator[str]:
    """LimeSurvey takes `q2` and `Q2` for the same code."""
    for code, times in Counter(code.lower() for code in codes).items():
        if times > 1:
            yield f"Il codice {whose} «{code.upper()}» c'è {times} volte (maiuscole comprese)."
