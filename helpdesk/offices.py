# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office as the arithmetic of working time knows it."""

from . import sla
from .models import Office


def working(office: Office) -> sla.Office:
    """Raises sla.OfficeError for hours that cannot be read."""
    month, day = office.patron_saint_month, office.patron_saint_day
    return sla.Office(
        sla.read_intervals(office.intervals),
        (month, day) if month and day else None,
        tuple((row.first_day, row.last_day, row.reason) for row in office.closures.all()),
    )
