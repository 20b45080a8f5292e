# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of what is missing that an operator puts aside, or takes back."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import IgnoredGap
from .guards import operators_only

MOST = 1000


@transaction.atomic
def ignore(*, kind: str, keys: Iterable[str], actor) -> None:
    """Again is from now on: what comes after is told again where moments count."""
    operators_only(actor)
    keys = [key[:200] for key in keys if key.strip()][:MOST]
    kinds = IgnoredGap.Kind
    sound = all(key.isdecimal() and len(key) < 10 for key in keys)
    if kind not in kinds or not keys or (kind != kinds.SEARCH and not sound):
        raise ValidationError("Questa riga non c'è più: aggiornate la pagina.")
    now = timezone.now()
    IgnoredGap.objects.bulk_create(
        [IgnoredGap(kind=kind, key=key, by=actor, created=now) for key in dict.fromkeys(keys)],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["by", "created"],
    )


@transaction.atomic
def take_back(*, pk: int, actor) -> None:
    operators_only(actor)
    IgnoredGap.objects.filter(pk=pk).delete()
