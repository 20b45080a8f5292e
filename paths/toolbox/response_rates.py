# SPDX-License-Identifier: AGPL-3.0-or-later
"""Response rates of AAPOR's standard definitions (T28)."""

from dataclasses import dataclass
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_percent

_NAMES = {
    "complete": "Risposte complete",
    "partial": "Risposte parziali",
    "refusals": "Rifiuti",
    "non_contacts": "Mancati contatti",
    "other": "Altre mancate risposte",
    "unknown": "Casi di ammissibilità ignota",
}


@dataclass(frozen=True)
class Dispositions:
    """How the contacts ended: I, P, R, NC, O, U in the standard definitions."""

    complete: int
    partial: int = 0
    refusals: int = 0
    non_contacts: int = 0
    other: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class ResponseRates:
    """Shares. `rr3` is None without an estimate of the eligible share of unknown cases.

    `cooperation` is (I) / (I + P + R), `cooperation_with_other` counts O among the contacted;
    both are None when nobody was contacted.
    """

    rr1: float
    rr2: float
    rr3: float | None
    refusal: float
    cooperation: float | None
    cooperation_with_other: float | None
    contact: float
    total: int
    dispositions: Dispositions
    eligible_share: float | None

    formula: ClassVar[str] = (
        "Totale = I + P + R + NC + O + U. RR1 = I / totale. RR2 = (I + P) / totale. "
        "RR3 = I / (I + P + R + NC + O + e × U). Rifiuto = R / totale. "
        "Cooperazione = I / (I + P + R). Contatto = (I + P + R + O) / totale."
    )
    limits: ClassVar[str] = (
        "Un tasso alto non basta: chi non risponde può pensarla in modo diverso da chi risponde."
    )

    @property
    def sentence(self):
        asked, complete = format_number(self.total, 0), format_number(self.dispositions.complete, 0)
        return (
            f"Casi trattati: {asked}. Risposte complete: {complete}. "
            f"Il tasso di risposta (RR1) è {format_percent(self.rr1)}. {self.limits}"
        )

    @property
    def method_note(self):
        third = "" if self.rr3 is None else f"RR3 {format_percent(self.rr3)}; "
        return (
            f"Tassi calcolati con le definizioni standard AAPOR (American Association for Public "
            f"Opinion Research) su {format_number(self.total, 0)} casi. "
            f"RR1 {format_percent(self.rr1)}; RR2 {format_percent(self.rr2)}; {third}"
            f"rifiuto {format_percent(self.refusal)}; contatto {format_percent(self.contact)}. "
            f"Cooperazione (complete su complete, parziali e rifiuti): "
            f"{format_percent(self.cooperation)}."
        )


def response_rates(dispositions, eligible_share=None):
    """`eligible_share` is e, the estimated eligible part of the unknown cases."""
    cases = {
        field: checks.whole(field, name, getattr(dispositions, field))
        for field, name in _NAMES.items()
    }
    d = Dispositions(**cases)
    if eligible_share is not None:
        name = "Quota di ammissibili fra i casi ignoti"
        eligible_share = checks.share("eligible_share", name, eligible_share)
    total = sum(cases.values())
    if total == 0:
        raise ToolboxError("complete", "Scrivete almeno un caso: ora sono tutti zero.")
    known = total - d.unknown
    contacted = d.complete + d.partial + d.refusals
    return ResponseRates(
        rr1=d.complete / total,
        rr2=(d.complete + d.partial) / total,
        rr3=_rr3(d, known, eligible_share),
        refusal=d.refusals / total,
        cooperation=_ratio(d.complete, contacted),
        cooperation_with_other=_ratio(d.complete, contacted + d.other),
        contact=(contacted + d.other) / total,
        total=total,
        dispositions=d,
        eligible_share=eligible_share,
    )


def _rr3(d, known, eligible_share):
    if eligible_share is None:
        return None
    return _ratio(d.complete, known + eligible_share * d.unknown)


def _ratio(part, whole):
    return part / whole if whole else None
