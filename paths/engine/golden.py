# SPDX-License-Identifier: AGPL-3.0-or-later
"""Golden cases: profiles with the result the editors expect."""

from collections.abc import Iterator

from .compiled import CompiledRuleSet
from .decide import winner
from .errors import listing
from .findings import Finding, Kind
from .model import GoldenCase
from .partial import forced_path
from .universe import bits


def failing_cases(compiled: CompiledRuleSet) -> Iterator[Finding]:
    for case in compiled.ruleset.golden_cases:
        differences = list(_differences(compiled, case)) if case.active else []
        if differences:
            sentence = f"Il caso di prova {case.code} non torna: {'; '.join(differences)}."
            yield Finding(Kind.GOLDEN, sentence, (case.code,), example=dict(case.profile))


def _differences(compiled: CompiledRuleSet, case: GoldenCase) -> Iterator[str]:
    path = forced_path(compiled, case.profile)
    if path != case.path:
        yield f"il percorso è {path or 'incerto o assente'}, atteso {case.path}"
    rule = winner(compiled, case.profile)
    if case.rule is not None and (rule is None or rule.code != case.rule):
        wins = f"vince {rule.code}" if rule else "nessuna regola vince di certo"
        yield f"{wins}, attesa {case.rule}"
    applied = modifiers_applied(compiled, case)
    if case.modifiers is not None and applied != sorted(case.modifiers):
        yield (
            f"i modificatori sono {listing(applied) or 'nessuno'}, "
            f"attesi {listing(sorted(case.modifiers)) or 'nessuno'}"
        )


def modifiers_applied(compiled: CompiledRuleSet, case: GoldenCase) -> list[str]:
    rows = compiled.modifier_table.certain(case.profile)
    return [compiled.modifiers[i].code for i in bits(rows)]
