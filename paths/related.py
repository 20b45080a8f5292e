# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the catalogue answers when another app asks about a topic."""

from collections.abc import Iterator

from migliorapa.core.registry import Related

from .models import DeepDive, Step, Tool

AT_MOST = 3


def related(topics: frozenset[str]) -> Iterator[Related]:
    for model in (Step, Tool, DeepDive):
        for entry in model.objects.published().about(topics)[:AT_MOST]:
            kind = str(entry._meta.verbose_name)
            yield Related(kind, entry.title, entry.get_absolute_url(), entry.purpose)
