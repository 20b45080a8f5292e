# SPDX-License-Identifier: AGPL-3.0-or-later
"""Well-formedness of a rule set and of a profile: every code used is a code that exists."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .errors import RuleError, listing, unknown

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
LARGEST = 1_000_000
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def check_profile(questions: Sequence, profile: Mapping[str, str], where: str = "") -> None:
    """Refuse unknown questions and answers; a missing answer is admitted."""
    answers = {question.code: question.answers for question in questions}
    for question, answer in profile.items():
        _check_question(where, question, answers)
        _check_answer(where, question, answer, answers[question])


def check_conditions(questions: Sequence, when: Mapping[str, frozenset], where: str) -> None:
    answers = {question.code: question.answers for question in questions}
    for question, admitted in when.items():
        _check_question(where, question, answers)
        if not admitted:
            raise RuleError(f"{where}nessuna risposta ammessa per «{question}».")
        for answer in sorted(admitted, key=str):
            _check_answer(where, question, answer, answers[question])


def check_rule_set(ruleset) -> None:
    if not ruleset.questions:
        raise RuleError("Serve almeno una domanda.")
    _check_codes(ruleset)
    _check_number(ruleset.version, 0, "la versione")
    _check_number(ruleset.base_weight, 0, "il peso di base")
    for step in ruleset.steps:
        _check_known(f"Passo {step.code}: ", "strumento sconosciuto", step.tools, ruleset.tools)
    for path in ruleset.paths:
        _check_path(ruleset, path)
    for rule in ruleset.rules:
        _check_rule(ruleset, rule)
    for modifier in ruleset.modifiers:
        _check_modifier(ruleset, modifier)
    for case in ruleset.golden_cases:
        where = f"Caso di prova {case.code}: "
        check_profile(ruleset.questions, case.profile, where)
        _check_known(where, "percorso sconosciuto", [case.path], ruleset.path_by_code)


def _check_codes(ruleset) -> None:
    rules = [*ruleset.rules, *ruleset.modifiers]
    groups = {
        "le domande": [question.code for question in ruleset.questions],
        "le regole": [rule.code for rule in rules],
        "i percorsi": [path.code for path in ruleset.paths],
        "i passi": [step.code for step in ruleset.steps],
        "i casi di prova": [case.code for case in ruleset.golden_cases],
        "gli strumenti": ruleset.tools,
        "gli approfondimenti": ruleset.deep_dives,
    }
    for question in ruleset.questions:
        groups[f"le risposte di «{question.code}»"] = question.answers
    for group, codes in groups.items():
        _check_group(group, codes)
    for question in ruleset.questions:
        _check_question_record(question)


def _check_group(group: str, codes: Sequence[str]) -> None:
    for code, times in Counter(codes).items():
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise RuleError(
                f"Codice non valido fra {group}: «{code}». "
                "Usate lettere senza accento, cifre, trattino e trattino basso."
            )
        if times > 1:
            raise RuleError(f"Codice doppio fra {group}: «{code}».")


def _check_question_record(question) -> None:
    if not question.answers:
        raise RuleError(f"La domanda «{question.code}» non ha risposte.")
    if not NAME.fullmatch(question.code):
        raise RuleError(
            f"Codice non valido per una domanda: «{question.code}». "
            "Usate lettere senza accento, cifre e trattino basso, con una lettera all'inizio."
        )


def _check_path(ruleset, path) -> None:
    where = f"Percorso {path.code}: "
    _check_known(where, "passo sconosciuto", path.steps, ruleset.tools_of_step)
    _check_known(where, "strumento sconosciuto", path.tools, ruleset.tools)
    _check_known(where, "approfondimento sconosciuto", path.deep_dives, ruleset.deep_dives)
    used = {tool for step in path.steps for tool in ruleset.tools_of_step[step]}
    if odd := used.symmetric_difference(path.tools):
        raise RuleError(
            f"{where}gli strumenti devono essere quelli dei suoi passi. "
            f"Da aggiungere o togliere: {listing(sorted(odd))}."
        )


def _check_rule(ruleset, rule) -> None:
    where = f"Regola {rule.code}: "
    check_conditions(ruleset.questions, rule.when, where)
    _check_number(rule.level, 0, f"il livello della regola {rule.code}")
    _check_known(where, "percorso sconosciuto", [rule.outcome], ruleset.path_by_code)


def _check_modifier(ruleset, modifier) -> None:
    where = f"Modificatore {modifier.code}: "
    check_conditions(ruleset.questions, modifier.when, where)
    for added, excluded, known, what in (
        (modifier.add_tools, modifier.exclude_tools, ruleset.tools, "strumento"),
        (
            modifier.add_deep_dives,
            modifier.exclude_deep_dives,
            ruleset.deep_dives,
            "approfondimento",
        ),
    ):
        for items in (added, sorted(excluded)):
            _check_known(where, f"{what} sconosciuto", items, known)
        for item, weight in added.items():
            _check_number(weight, 1, f"il peso di {item} in {modifier.code}")
        if both := sorted(excluded.intersection(added)):
            raise RuleError(f"{where}lo stesso {what} è aggiunto ed escluso: {listing(both)}.")
    steps = ruleset.tools_of_step
    _check_known(where, "passo sconosciuto", sorted(modifier.remove_steps), steps)


def _check_known(where: str, what: str, codes: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    codes = tuple(codes)
    for position, code in enumerate(codes):
        if code not in known:
            raise unknown(where + what, code, "Valori ammessi", known)
        if code in codes[:position]:
            raise RuleError(f"{where}«{code}» compare due volte.")


def _check_number(value: object, least: int, what: str) -> None:
    if type(value) is not int or not least <= value <= LARGEST:
        shown = str(value) if len(str(value)) <= 20 else f"{str(value)[:20]}…"
        raise RuleError(
            f"Numero non valido per {what}: «{shown}». "
            f"Serve un intero da {least} a {LARGEST:,}.".replace(",", ".")
        )


def _check_question(where: str, question: str, known: Mapping) -> None:
    if question not in known:
        what = f"{where}domanda sconosciuta" if where else "Domanda sconosciuta"
        raise unknown(what, question, "Domande ammesse", known)


def _check_answer(where: str, question: str, answer: str, admitted: Sequence[str]) -> None:
    if answer not in admitted:
        start = f"{where}risposta" if where else "Risposta"
        raise RuleError(
            f"{start} «{answer}» non ammessa per «{question}». "
            f"Risposte ammesse: {listing(admitted)}."
        )
