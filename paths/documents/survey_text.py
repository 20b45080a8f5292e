# SPDX-License-Identifier: AGPL-3.0-or-later
"""A questionnaire as Markdown: the paper the respondents fill in, and the copy with the codes."""

from collections.abc import Iterator

from ..survey import Choice, Question, Section, Survey
from .markup import literal

BREAK = "\\\n"
OTHER = "Altro, che cosa: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"
LINES = "| |\n|---|\n" + "\n".join(["| " + "\u00a0" * 20 + " |"] * 3)
FIRST, EACH = 54, 7  # widths of the columns of a matrix, in dashes


def respondents(survey: Survey) -> str:
    return "\n\n".join(_paper(survey, with_codes=False))


def with_codes(survey: Survey) -> str:
    return "\n\n".join(_paper(survey, with_codes=True))


def _paper(survey: Survey, *, with_codes: bool) -> Iterator[str]:
    yield f"# {literal(survey.title)}"
    if with_codes:
        yield from _for_staff(survey)
    yield from filter(None, [literal(survey.introduction)])
    for section in survey.sections:
        yield from _section(section, with_codes=with_codes)
    yield from filter(None, [literal(survey.closing)])


def _for_staff(survey: Survey) -> Iterator[str]:
    yield "> Copia di lavoro con i codici: non si distribuisce."
    minutes = f"{survey.minutes} minut{'o' if survey.minutes == 1 else 'i'}"
    yield f"**Durata:** circa {minutes}, stima del progetto."
    if survey.scale_note:
        yield f"**Scala:** {literal(survey.scale_note)}"
    if survey.instructions:
        yield f"**Per chi intervista:** {literal(survey.instructions)}"


def _section(section: Section, *, with_codes: bool) -> Iterator[str]:
    optional = " (facoltativa)" if section.optional else ""
    yield f"## {literal(section.title)}{optional}"
    yield from filter(None, [literal(section.intro)])
    for question in section.questions:
        yield from _question(question, with_codes=with_codes)


def _question(question: Question, *, with_codes: bool) -> Iterator[str]:
    code = f" `{question.code}`" if with_codes else ""
    yield f"### {question.number}\\. {literal(question.text)}{code}"
    asides = [question.only_if.words if question.only_if else "", question.help]
    yield from filter(None, [" ".join(f"*{literal(text)}*" for text in asides if text)])
    if with_codes and question.note:
        yield f"> {literal(question.note)}"
    yield _answers(question, with_codes=with_codes)


def _answers(question: Question, *, with_codes: bool) -> str:
    if question.kind == "open":
        return LINES
    if question.kind == "matrix":
        return _matrix(question, with_codes=with_codes)
    labels = [f"☐ {_label(choice, with_codes=with_codes)}" for choice in question.choices]
    if question.other:
        labels.append(f"☐ {OTHER}")
    # Not to be parted from its box: an en space between the answers that share a line.
    return "\u2002 ".join(labels) if question.kind == "nps" else BREAK.join(labels)


def _label(choice: Choice, *, with_codes: bool) -> str:
    coded = with_codes and choice.shown == choice.label != choice.code
    return literal(choice.shown) + (f" `{choice.code}`" if coded else "")


def _matrix(question: Question, *, with_codes: bool) -> str:
    steps = [choice.code if _is_grade(choice) else choice.label for choice in question.choices]
    head = _row(["Aspetto", *map(literal, steps)])
    rule = _row(["-" * FIRST, *[f":{'-' * EACH}:" for _ in steps]])
    rows = [
        _row([_label(row, with_codes=with_codes), *["☐" for _ in steps]]) for row in question.rows
    ]
    legend = ", ".join(choice.shown for choice in question.choices if _is_grade(choice))
    table = "\n".join([head, rule, *rows])
    return f"{literal(legend)}.\n\n{table}" if legend else table


def _is_grade(choice: Choice) -> bool:
    return choice.shown != choice.label


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
