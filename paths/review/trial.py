# SPDX-License-Identifier: AGPL-3.0-or-later
"""A profile tried on some rules, saved or not."""

from dataclasses import dataclass

from ..engine import CompiledRuleSet, RuleSet, explain
from ..rules_words import Words, percent


@dataclass(frozen=True)
class Trial:
    """What a profile gets from the rules, told."""

    profile: str
    path: str
    because: str
    rule: str
    level: int | None
    overridden: list[str]
    modifiers: list[str]
    decisive: str
    almost: list[str]
    possible: list[str]


def try_profile(rules: RuleSet, profile: dict[str, str], words: Words) -> Trial:
    found = explain(CompiledRuleSet(rules), profile)
    path = found.path
    return Trial(
        profile=words.profile(profile),
        path=words.item(path.code) if path else "",
        because=(path.because or "") if path else "",
        rule=(path.rule or "") if path else "",
        level=path.level if path else None,
        overridden=[f"{o.rule}, livello {o.level}: {words.item(o.path)}" for o in found.overridden],
        modifiers=[f"{m.rule}: {m.because}" for m in found.modifiers],
        decisive=words.profile({q: profile[q] for q in path.decisive}) if path else "",
        almost=[f"{a.rule}, per {words.question(a.missing).lower()}" for a in found.almost],
        possible=[
            f"{words.item(p.path)}: {percent(p.profiles, sum(q.profiles for q in found.possible))}"
            for p in found.possible or ()
        ],
    )
