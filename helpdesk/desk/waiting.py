# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many FAQ and public texts wait for an operator, for the tabs of the operators' pages."""

from functools import lru_cache

from django.db import connection
from django.db.models import Q, Value

from ..models import Faq, PublicAnswer, PublicQuestion

CAP = 1_000
Status = PublicQuestion.Status


def _faqs():
    """To approve, changes of what is published included, and to read again."""
    changed = ~Q(pending={}) & ~Q(pending__has_key="sent_back")
    public = Q(status=Faq.Status.PUBLISHED) & (Q(needs_review=True) | changed)
    rows = Faq.objects.filter(Q(status=Faq.Status.IN_REVIEW) | public).order_by()
    return rows.values(one=Value(1))


def _public_texts():
    waiting = {"status": Status.WAITING}
    questions = PublicQuestion.objects.filter(**waiting).order_by()
    answers = PublicAnswer.objects.filter(**waiting, question__status=Status.PUBLISHED).order_by()
    return questions.values(one=Value(1)).union(answers.values(one=Value(1)), all=True)


ROWS = {"faq": _faqs, "questions": _public_texts}


def in_words(count: int) -> str:
    return "oltre 1.000" if count > CAP else str(count)


def count(rows) -> tuple[str, tuple]:
    """SQL of how many rows there are, no more than just over CAP, and its parameters."""
    sql, values = rows[: CAP + 1].query.sql_with_params()
    return f"(SELECT count(*) FROM ({sql}) AS few)", values


@lru_cache(maxsize=1)
def _statement() -> tuple[str, list]:
    parts = [count(rows()) for rows in ROWS.values()]
    return f"SELECT {', '.join(sql for sql, _ in parts)}", [v for _, vs in parts for v in vs]


def now() -> dict[str, str]:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(*_statement())
        return dict(zip(ROWS, map(in_words, cursor.fetchone()), strict=True))
