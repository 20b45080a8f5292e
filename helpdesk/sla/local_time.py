# SPDX-License-Identifier: AGPL-3.0-or-later
"""Between what the clocks of Rome show and moments in UTC."""

from datetime import UTC, date, datetime, time

from migliorapa.core.moments import ROME


def utc(moment: datetime) -> datetime:
    """Raises ValueError for a naive moment: guessing its zone would move a deadline."""
    if moment.utcoffset() is None:
        raise ValueError("Il momento deve avere un fuso orario.")
    return moment.astimezone(UTC)


def when_clocks_reach(day: date, hour: time) -> datetime:
    """The first moment of `day` in which the clocks show `hour` or have jumped past it.

    In October 2:30 comes twice, and this is the first. In March it never comes, and this is the
    change itself, when clocks go from 2:00 to 3:00.
    """
    moment = datetime.combine(day, hour, ROME).astimezone(UTC)
    if moment.astimezone(ROME).time() != hour:
        return moment.replace(minute=0)  # clocks skip one hour, from a full hour
    return moment
