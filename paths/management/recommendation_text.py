# SPDX-License-Identifier: AGPL-3.0-or-later
"""A recommendation as plain text for the terminal."""

from collections.abc import Iterable, Iterator

from ..engine import Explanation, RuleSet
from ..rules_words import Words, number, percent


def tell(explanation: Explanation, rules: RuleSet, words: Words) -> str:
    parts = _decided(explanation, rules, words) if explanation.path else _open(explanation, words)
    return "\n".join([*parts, *_footer(explanation)])


def _decided(explanation: Explanation, rules: RuleSet, words: Words) -> Iterator[str]:
    path = explanation.path
    because = f" perché {path.because}" if path.because else ""
    yield f"Vi proponiamo il percorso {words.item(path.code)}{because}."
    if explanation.modifiers:
        yield f"Inoltre: {'; '.join(modifier.because for modifier in explanation.modifiers)}."
    yield from _contradicted(explanation, words)
    if path.rule:
        yield f"Vince la regola {path.rule}, livello {path.level}."
    yield from _list("Passi", _steps(explanation, rules, words))
    yield from _list("Strumenti", _suggestions(explanation.tools, words))
    yield from _list("Approfondimenti", _suggestions(explanation.deep_dives, words))
    decisive = {code: explanation.profile[code] for code in path.decisive}
    yield from _list("Risposte decisive", _answers(decisive, words))
    overridden = (
        f"{o.rule}, livello {o.level}: {words.item(o.path)}" for o in explanation.overridden
    )
    yield from _list("Regole superate", overridden)
    yield from _list("Che cosa cambierebbe il percorso", _near(explanation, words))


def _contradicted(explanation: Explanation, words: Words) -> Iterator[str]:
    """Rules of the winner's level that lead elsewhere: a conflict nobody has settled."""
    for other in explanation.overridden:
        if other.level == explanation.path.level and other.path != explanation.path.code:
            yield (
                f"Attenzione: anche la regola {other.rule}, dello stesso livello {other.level}, "
                f"vale per questo profilo e porta a {words.item(other.path)}. È un conflitto da "
                "risolvere: check_rules lo descrive."
            )


def _steps(explanation: Explanation, rules: RuleSet, words: Words) -> Iterator[str]:
    removed = {step.code: step.rule for step in explanation.removed_steps}
    for code in rules.path_by_code[explanation.path.code].steps:
        hidden = f", nascosto da {removed[code]}" if code in removed else ""
        yield f"{code} {words.title(code)}{hidden}"


def _suggestions(suggestions, words: Words) -> Iterator[str]:
    for item in suggestions:
        reasons = "".join(f", {reason.rule} +{reason.weight}" for reason in item.because)
        yield f"{item.code} {words.title(item.code)} (punti {item.score}{reasons})"


def _answers(profile: dict[str, str], words: Words) -> Iterator[str]:
    for question, answer in profile.items():
        shown = words.answer(question, answer)
        yield f"{words.question(question)}: {shown} ({question}={answer})"


def _near(explanation: Explanation, words: Words) -> Iterator[str]:
    for near in explanation.near:
        changes = " e ".join(
            f"{words.question(c.question).lower()}: {words.answer(c.question, c.to)}"
            f" ({c.question}={c.to})"
            for c in near.changes
        )
        yield f"{words.item(near.path)}, regola {near.rule}, con {changes}"


def _open(explanation: Explanation, words: Words) -> Iterator[str]:
    yield "Con queste risposte il percorso è ancora aperto."
    possible = explanation.possible or ()
    whole = sum(option.profiles for option in possible)
    lines = (
        f"{words.item(option.path)}: {percent(option.profiles, whole)}, "
        f"{number(option.profiles)} profili su {number(whole)}"
        for option in possible
    )
    yield from _list("Percorsi possibili", lines)
    if explanation.next_question:
        code = explanation.next_question.code
        question = next((q.text for q in words.asked if q.code == code), words.question(code))
        yield f"\nLa domanda che restringe di più la scelta è «{code}»: {question}"


def _footer(explanation: Explanation) -> Iterator[str]:
    ruleset = explanation.ruleset
    yield f"\nRegole: versione {ruleset.version}, SHA-256 {ruleset.sha256}."


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"\n{title}"
        yield from (f"  {line}" for line in lines)
