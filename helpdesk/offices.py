# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office as the arithmetic of working time knows it."""

from migliorapa.core.statements import Given, Statement

from . import sla
from .models import Closure, Office

_closures = Statement(
    lambda: Closure.objects.filter(office=Given("office")).values_list(
        "first_day", "last_day", "reason"
    )
)


def working(office: Office) -> sla.Office:
    """Raises sla.OfficeError for hours that cannot be read."""
    month, day = office.patron_saint_month, office.patron_saint_day
    return sla.Office(
        sla.read_intervals(office.intervals),
        (month, day) if month and day else None,
        tuple(_closures(office=office.pk)),
    )
