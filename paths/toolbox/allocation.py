# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a sample is divided among strata (T21).

Every non-empty stratum gets at least 1 and never more than its population. What a stratum cannot
take goes to the others in proportion to their weights; when all strata that vary are exhausted
(Neyman), the rest goes to those without variation in proportion to their population.
Quotas are exact fractions, rounded by largest remainder, ties by stratum order.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number
from paths.toolbox.quotas import bounded_quotas, largest_remainder
from paths.toolbox.strata import check_strata
from paths.toolbox.wording import counted

METHODS = {
    "proportional": "proporzionale",
    "neyman": "di Neyman",
    "equal": "uguale per tutti",
}


@dataclass(frozen=True)
class StratumAllocation:
    """`quota` is the share of n before the bounds and the rounding."""

    label: str
    population: int
    quota: float
    size: int


@dataclass(frozen=True)
class Allocation:
    """`bounded` says that some quota was moved to stay between 1 and the population."""

    method: str
    n: int
    population: int
    strata: tuple[StratumAllocation, ...]
    bounded: bool

    formula: ClassVar[str] = (
        "Proporzionale: n × N dello strato / N. Neyman: in proporzione a N dello strato per la sua "
        "deviazione standard. Uguale: n diviso per il numero di strati. "
        "Le parti si arrotondano con il metodo dei resti più alti."
    )
    limits: ClassVar[str] = "Vale per un campione casuale dentro ogni strato."

    @property
    def sentence(self):
        largest = max(self.strata, key=lambda stratum: stratum.size)
        text = (
            f"Dividete {counted(self.n, 'risposta', 'risposte')} come in tabella. La parte più "
            f"grande va a «{largest.label}»: {format_number(largest.size, 0)}."
        )
        if self.bounded:
            text += " Ogni strato ne ha almeno una e nessuno più dei suoi utenti."
        return f"{text} {self.limits}"

    @property
    def method_note(self):
        parts = "; ".join(f"{s.label} {format_number(s.size, 0)}" for s in self.strata)
        return (
            f"Il campione di {counted(self.n, 'unità', 'unità')} è stato diviso in "
            f"{counted(len(self.strata), 'strato', 'strati')}, con allocazione "
            f"{METHODS[self.method]}. Unità per strato: {parts}. {self.limits}"
        )


def allocate(n, strata, method="proportional"):
    checks.one_of("method", "Metodo", method, METHODS)
    strata = check_strata(strata, with_deviation=method == "neyman")
    tops = [stratum.population for stratum in strata]
    n = _check_size(n, tops)
    weights = _weights(strata, method)
    quotas = [Fraction(n * weight) / sum(weights) for weight in weights]
    held = bounded_quotas(n, weights, tops)
    rows = zip(strata, quotas, largest_remainder(n, held), strict=True)
    return Allocation(
        method=method,
        n=n,
        population=sum(tops),
        strata=tuple(
            StratumAllocation(s.label, s.population, float(q), size) for s, q, size in rows
        ),
        bounded=held != quotas,
    )


def _check_size(n, tops):
    occupied = sum(1 for top in tops if top)
    n = checks.whole("n", "Numerosità del campione", n, low=1)
    if n < occupied:
        raise ToolboxError("n", f"Gli strati sono {occupied}: servono almeno {occupied} risposte.")
    if n > sum(tops):
        total = format_number(sum(tops), 0)
        raise ToolboxError("n", f"Gli utenti sono {total}: il campione non può essere più grande.")
    return n


def _weights(strata, method):
    if method == "equal":
        return [1 if stratum.population else 0 for stratum in strata]
    if method == "proportional":
        return [stratum.population for stratum in strata]
    weights = [s.population * checks.exact(s.deviation) for s in strata]
    if not any(weights):
        sentence = "Almeno una deviazione standard deve essere maggiore di zero."
        raise ToolboxError("strata", sentence)
    return weights
