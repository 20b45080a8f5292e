# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import datetime, timedelta

from migliorapa.core.moments import MONTHS, ROME, WEEKDAYS, day_in_words, happens_twice

from .local_time import utc
from .office import Office


def promise(due: datetime, now: datetime, what: str = "risposta", *, dated: bool = False) -> str:
    """For instance "risposta entro giovedì 4 luglio, ore 11:30"; says so when it is late.

    `dated` for what is read later, a mail: the day in full instead of "domani".
    """
    late = utc(due) < utc(now)
    due, now = due.astimezone(ROME), now.astimezone(ROME)
    moment = f"{day_in_words(due) if dated else _day(due, now)}, ore {_clock(due)}"
    return f"{what} in ritardo: era prevista entro {moment}" if late else f"{what} entro {moment}"


def waiting(minutes: int, office: Office) -> str:
    """Working minutes in words, "2 giorni e 3 ore lavorative"; a day is the office's mean one."""
    if minutes < 1:
        return "meno di un minuto"
    hours, rest = divmod(minutes, 60)
    parts = [_count(hours, "ora", "ore"), _count(rest, "minuto", "minuti")]
    if office.day_minutes and minutes >= office.day_minutes:
        days, rest = divmod(minutes, office.day_minutes)
        parts = [_count(days, "giorno", "giorni"), _count(rest // 60, "ora", "ore")]
    said = [part for part in parts if part]
    ending = ("a", "e") if said[-1].endswith(("ora", "ore")) else ("o", "i")
    is_one = len(said) == 1 and said[0].startswith("1 ")
    return f"{' e '.join(said)} lavorativ{ending[0 if is_one else 1]}"


def _day(due: datetime, now: datetime) -> str:
    distance = due.date() - now.date()
    if timedelta(0) <= distance <= timedelta(days=1):
        return "domani" if distance else "oggi"
    number = "1°" if due.day == 1 else str(due.day)
    year = "" if due.year == now.year else f" {due.year}"
    return f"{WEEKDAYS[due.weekday()]} {number} {MONTHS[due.month - 1]}{year}"


def _clock(local: datetime) -> str:
    figures = f"{local.hour}:{local:%M}"
    if not happens_twice(local):
        return figures
    return f"{figures} ({'ora solare' if local.fold else 'ora legale'})"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
