# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working time of an office, and what can be promised in it. Pure: no Django, no models.

    office = Office(read_intervals({"0": [["09:00", "13:00"], ["15:00", "18:00"]]}), (6, 24))
    clock = Clock(office, start, minutes=480, pauses=((asked, answered),))
    promise(clock.due, now)  # "risposta entro giovedì 4 luglio, ore 11:30"

Every function takes aware moments of any zone and gives back UTC.
"""

from .clock import Clock, Standing
from .office import Office, OfficeError
from .reading import read_intervals
from .words import promise, waiting
from .working_time import HORIZON, add_working, is_open, next_opening, working_between

__all__ = [
    "HORIZON",
    "Clock",
    "Office",
    "OfficeError",
    "Standing",
    "add_working",
    "is_open",
    "next_opening",
    "promise",
    "read_intervals",
    "waiting",
    "working_between",
]
