# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand

from paths.engine import CompiledRuleSet, RuleError, explain, to_json
from paths.management.recommendation_text import tell
from paths.management.rules import (
    quiet_if_nobody_reads,
    read_file,
    read_version,
    refuse,
    unusable,
    words_if_any,
)


class Command(BaseCommand):
    help = "Dice quale percorso propongono le regole a un profilo, e perché."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "answers",
            nargs="*",
            metavar="domanda=risposta",
            help="per esempio experience=none; le risposte che mancano restano aperte",
        )
        parser.add_argument("--json", action="store_true", help="la spiegazione in JSON")
        parser.add_argument(
            "--file", metavar="PROFILI", help="un profilo JSON per riga («-» legge da stdin)"
        )
        parser.add_argument(
            "--rules",
            metavar="FILE",
            help="regole in JSON canonico o DMN al posto di quelle in vigore",
        )

    def handle(self, *args, answers, json, file, rules, **options):
        if file and answers:
            raise refuse("Indicate le risposte oppure --file, non tutti e due.")
        if file and not json:
            raise refuse("Con --file serve anche --json: esce una spiegazione per riga.")
        compiled = CompiledRuleSet(read_file(rules) if rules else read_version())
        if file:
            with quiet_if_nobody_reads():
                self._explain_lines(compiled, file)
        else:
            self._explain_one(compiled, answers, json)

    def _explain_one(self, compiled, answers, as_json):
        try:
            explanation = explain(compiled, _profile(answers))
        except RuleError as error:
            raise refuse(str(error))
        if as_json:
            self.stdout.write(json.dumps(to_json(explanation), ensure_ascii=False, indent=2))
        else:
            with quiet_if_nobody_reads():
                self.stdout.write(tell(explanation, compiled.ruleset, words_if_any()))

    def _explain_lines(self, compiled, name):
        for number, line in _lines(name):
            if not line.strip():
                continue
            try:
                explanation = explain(compiled, _read(line))
            except RuleError as error:
                raise refuse(f"Riga {number}: {error}")
            self.stdout.write(json.dumps(to_json(explanation), ensure_ascii=False))


def _profile(answers: list[str]) -> dict[str, str]:
    profile: dict[str, str] = {}
    for text in answers:
        question, equals, answer = text.partition("=")
        if not (question and equals and answer):
            raise refuse(f"«{text}» non è nella forma domanda=risposta, come experience=none.")
        if question in profile:
            raise refuse(f"La domanda «{question}» ha due risposte: tenetene una.")
        profile[question] = answer
    return profile


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    if name == "-":
        yield from enumerate(sys.stdin.buffer, 1)
        return
    try:
        with open(name, "rb") as file:
            yield from enumerate(file, 1)
    except OSError as error:
        raise unusable("leggere", name, error)


def _answers(pairs: list[tuple[str, object]]) -> dict[str, object]:
    answers = dict(pairs)
    if len(answers) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RuleError(f"la domanda «{twice}» ha due risposte: tenetene una.")
    return answers


def _read(line: bytes) -> dict[str, str]:
    """The profile of a line. Raises `RuleError`."""
    try:
        profile = json.loads(line, object_pairs_hook=_answers)
    except RuleError:
        raise
    except (ValueError, RecursionError):
        raise RuleError("non è un oggetto JSON.")
    if not isinstance(profile, dict):
        raise RuleError("non è un oggetto JSON.")
    for question, answer in profile.items():
        if not isinstance(answer, str):
            raise RuleError(f"la risposta a «{question}» non è un testo.")
    return profile
