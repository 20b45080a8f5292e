# SPDX-License-Identifier: AGPL-3.0-or-later
"""Europe/Rome, as told to clients."""

TZID = "Europe/Rome"

# Last Sunday of March and of October at 01:00 UTC (directive 2000/84/EC), so since 1996; each
# onset is told in the local time that ends there. One RRULE a half, because some clients read
# a list of RDATE up to its first value only.
VTIMEZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        f"TZID:{TZID}",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)
