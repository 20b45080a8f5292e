# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass, field

from django.db import transaction

from ..folding import folded
from ..models import Administration
from . import reader

BATCH = 1000
FIELDS = [
    *("name", "search_key", "website", "email_domain", "ipa_category", "type"),
    *("istat_code", "region_code", "region", "updated"),
]


@dataclass
class Report:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    warnings: list[str] = field(default_factory=list)

    def __str__(self):
        return (
            f"Create: {self.created}. Aggiornate: {self.updated}. "
            f"Invariate: {self.unchanged}. Avvisi: {len(self.warnings)}."
        )


def sound_records(text: str, report: Report):
    """Records that can be kept, each code once; what is left out goes into the warnings."""
    seen = set()
    for record in reader.read(text):
        label = record.ipa_code[:30] or "(senza codice)"
        problem = reader.problem_of(record)
        if not problem and record.ipa_code in seen:
            problem = "codice già visto nel file: riga saltata"
        report.warnings += [f"{label}: {text}" for text in [problem, *record.warnings] if text]
        if not problem:
            seen.add(record.ipa_code)
            yield record


def changes(administration, record) -> bool:
    """Writes the record's values on the instance; True if anything differs."""
    values = record.values | {"search_key": folded(record.values["name"])}
    if administration.domain_checked:
        values.pop("email_domain")
    differing = {k: v for k, v in values.items() if getattr(administration, k) != v}
    for name, value in differing.items():
        setattr(administration, name, value)
    return bool(differing)


@transaction.atomic
def load(text: str) -> Report:
    report = Report()
    known = {found.ipa_code: found for found in Administration.objects.select_for_update()}
    new, changed = [], []
    for record in sound_records(text, report):
        found = known.get(record.ipa_code)
        administration = found or Administration(ipa_code=record.ipa_code)
        differs = changes(administration, record)
        if not found:
            new.append(administration)
        elif differs:
            changed.append(administration)
        else:
            report.unchanged += 1
    Administration.objects.bulk_create(new, batch_size=BATCH)
    Administration.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    report.created, report.updated = len(new), len(changed)
    return report
