# SPDX-License-Identifier: AGPL-3.0-or-later
"""An operator's own weekly shifts for calls: from them come the hours to publish."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction

from migliorapa.accounts.models import User

from ..models import SlotPattern
from .guards import operators_only


@transaction.atomic
def add(*, operator, weekday: int, starts: time, ends: time, minutes: int) -> SlotPattern:
    """Shifts of the same day do not overlap: two hours at once cannot be published."""
    operators_only(operator)
    if ends <= starts:
        raise ValidationError("Il turno finisce prima di cominciare.")
    midnight = datetime.min.date()
    length = datetime.combine(midnight, ends) - datetime.combine(midnight, starts)
    if length.total_seconds() < minutes * 60:
        raise ValidationError(f"In questo turno non ci sta una chiamata di {minutes} minuti.")
    list(User.objects.select_for_update(no_key=True).filter(pk=operator.pk))
    same_day = SlotPattern.objects.filter(operator=operator, weekday=weekday, is_active=True)
    if same_day.filter(starts__lt=ends, ends__gt=starts).exists():
        raise ValidationError("A quell'ora avete già un turno: togliete prima quello.")
    return SlotPattern.objects.create(
        operator=operator, weekday=weekday, starts=starts, ends=ends, minutes=minutes
    )


def remove(*, operator, pk: int) -> None:
    """Hours already published stay: they are withdrawn by themselves."""
    operators_only(operator)
    SlotPattern.objects.filter(operator=operator, pk=pk).delete()
