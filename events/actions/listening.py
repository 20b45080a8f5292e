# SPDX-License-Identifier: AGPL-3.0-or-later
"""A need or a question from the room goes to who takes such texts, once."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction

from migliorapa.core import registry

from ..models import AskedQuestion, Need

TITLE = 150
LONGEST_ADDRESS = 300


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


@transaction.atomic
def hand_over(*, row: Need | AskedQuestion, kind: str, actor, source_url: str) -> str:
    """The address of what was made of it. Raises ValidationError when somebody did it already."""
    if not registry.can_hand_over(kind):
        raise ValidationError("Nessuna parte del portale riceve questi testi, per ora.")
    row = type(row).objects.select_for_update(of=("self",)).select_related("event").get(pk=row.pk)
    if row.handed_over:
        raise ValidationError("Qualcuno lo ha già ripreso: guardate il collegamento.")
    is_need = isinstance(row, Need)
    text = row.text if is_need else row.question
    url = registry.handover(
        kind,
        title=_shortened(text),
        text=text,
        topics=row.topics if is_need else row.event.topics,
        actor=actor,
        source_url=source_url,
    )
    kept = url if len(url) <= LONGEST_ADDRESS else urlsplit(url).path
    row.handed_over = kept[:LONGEST_ADDRESS]
    row.save(update_fields=["handed_over"])
    return url
