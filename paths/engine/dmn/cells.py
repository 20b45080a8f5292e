# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells of a decision table: unary tests over the known answers, and literals."""

import re

from ..errors import RuleError, listing
from ..model import Question

_STRINGS = r'\s*"[^"]*"\s*(?:,\s*"[^"]*"\s*)*'
_TEST = re.compile(rf"(?P<listed>{_STRINGS})|\s*not\s*\((?P<negated>{_STRINGS})\)\s*")
_STRING = re.compile(r'"([^"]*)"')
_NUMBER = re.compile(r"[0-9]{1,9}")


def write_strings(values) -> str:
    return ",".join(f'"{value}"' for value in values)


def write_test(question: Question, admitted: frozenset[str] | None) -> str:
    """The shorter of the list and its negation; `-` when every answer is admitted."""
    excluded = [answer for answer in question.answers if answer not in (admitted or ())]
    if admitted is None or not excluded:
        return "-"
    if len(excluded) < len(question.answers) / 2:
        return f"not({write_strings(excluded)})"
    return write_strings(answer for answer in question.answers if answer in admitted)


def read_test(question: Question, text: str, where: str) -> frozenset[str] | None:
    """Admitted answers, None for all of them."""
    if text.strip() == "-":
        return None
    match = _TEST.fullmatch(text)
    if not match:
        raise RuleError(
            f'{where}: «{text}» non è ammesso. Scrivete -, oppure "a","b", oppure not("a","b").'
        )
    named = _STRING.findall(match["listed"] or match["negated"])
    for position, answer in enumerate(named):
        if answer not in question.answers:
            raise RuleError(
                f"{where}: la risposta «{answer}» non esiste. "
                f"Risposte ammesse: {listing(question.answers)}."
            )
        if answer in named[:position]:
            raise RuleError(f"{where}: la risposta «{answer}» compare due volte.")
    admitted = frozenset(named)
    if match["negated"]:
        admitted = frozenset(question.answers) - admitted
    if not admitted:
        raise RuleError(f"{where}: nessuna risposta è ammessa.")
    return admitted


def read_string(text: str, where: str) -> str:
    match = _STRING.fullmatch(text.strip())
    if not match:
        raise RuleError(f"{where}: serve un solo codice fra virgolette, non «{text}».")
    return match[1]


def read_number(text: str, where: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise RuleError(f"{where}: serve un numero intero, non «{text}».")
    return int(text)
