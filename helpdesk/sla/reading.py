# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from datetime import time

from .office import Interval, OfficeError

HOUR = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])", re.ASCII)


def read_intervals(data: object) -> dict[int, tuple[Interval, ...]]:
    """From `{"0": [["09:00", "13:00"], ...]}`, as it is kept in the database.

    "24:00" is midnight at the end of the day. Raises OfficeError for anything else; order and
    overlaps are checked by Office.
    """
    if not isinstance(data, dict):
        raise OfficeError("L'orario va scritto giorno per giorno, da 0 (lunedì) a 6 (domenica).")
    return {_weekday(key): tuple(map(_interval, _pairs(value))) for key, value in data.items()}


def _weekday(key: object) -> int:
    if str(key) not in {*"0123456"}:
        raise OfficeError(f"Il giorno «{key}» non esiste: usate da 0 (lunedì) a 6 (domenica).")
    return int(key)


def _pairs(value: object) -> list:
    if not isinstance(value, list | tuple):
        raise OfficeError('L\'orario di un giorno è una lista, come [["09:00", "13:00"]].')
    return value


def _interval(pair: object) -> Interval:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise OfficeError('Ogni orario ha apertura e chiusura, come ["09:00", "13:00"].')
    return _hour(pair[0]), _hour(pair[1])


def _hour(text: object) -> time:
    found = HOUR.fullmatch(text) if isinstance(text, str) else None
    if not found or (found[1] == "24" and found[2] != "00"):
        raise OfficeError(f"L'ora «{text}» non esiste: scrivetela come 09:00.")
    return time(int(found[1]) % 24, int(found[2]))
