# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _of_year(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("IT", years=year, language="it_IT"))


def national_holiday(day: date) -> str:
    """The Italian name of the holiday, empty on other days. Sundays are in only by their name."""
    return _of_year(day.year).get(day, "")
