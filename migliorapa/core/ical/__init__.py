# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our events as iCalendar (RFC 5545, 5546, 7986), for clients that subscribe. Pure."""

from .component import vevent
from .entry import STATUSES, Entry
from .stream import METHODS, calendar

__all__ = ["METHODS", "STATUSES", "Entry", "calendar", "vevent"]
