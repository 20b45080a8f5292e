# SPDX-License-Identifier: AGPL-3.0-or-later
"""Guards at the door of every calculator: each returns the clean value or raises ToolboxError."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite

from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_short, format_short_percent

MAX_COUNT = 1_000_000_000
MAX_VALUE = 1_000_000_000
MAX_LABEL = 120
SMALLEST_SHARE = 0.0001


def whole(field, name, value, low=0, high=MAX_COUNT):
    if not _is_number(value) or not low <= value <= high or value != int(value):
        raise ToolboxError(field, f"{name}: scrivete un numero intero {_range(low, high)}.")
    return int(value)


def number(field, name, value, low=-MAX_VALUE, high=MAX_VALUE):
    if not _is_number(value) or not low <= value <= high:
        raise ToolboxError(field, f"{name}: scrivete un numero {_range(low, high)}.")
    return float(value)


def share(field, name, value, low=0, high=1):
    """A proportion; the sentence speaks in percentages, as the reader types them."""
    if not _is_number(value) or not low <= value <= high:
        bounds = _range(low, high, format_short_percent)
        raise ToolboxError(field, f"{name}: scrivete una percentuale {bounds}.")
    return float(value)


def inner_share(field, name, value):
    return share(field, name, value, SMALLEST_SHARE, 1 - SMALLEST_SHARE)


def confidence(value):
    return share("confidence", "Livello di confidenza", value, 0.5, 0.9999)


def label(field, name, value):
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_LABEL:
        raise ToolboxError(field, f"{name}: scrivete un nome, al massimo {MAX_LABEL} caratteri.")
    return value.strip()


def one_of(field, name, value, admitted):
    """`admitted` maps each code to the Italian words that the sentence shows."""
    if not isinstance(value, str) or value not in admitted:
        choices = ", ".join(f"«{words}»" for words in admitted.values())
        raise ToolboxError(field, f"{name}: scegliete fra {choices}.")
    return value


def several(field, name, items, least, most):
    if not isinstance(items, Sequence) or isinstance(items, (str, bytes)):
        items = ()
    if not least <= len(items) <= most:
        admitted = str(least) if least == most else f"da {least} a {format_number(most, 0)}"
        raise ToolboxError(field, f"{name}: ne servono {admitted}, ora sono {len(items)}.")
    return tuple(items)


def exact(value):
    """The decimal number a person typed, as a fraction: 0.1 is exactly one tenth."""
    return Fraction(str(value))


def _is_number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return isinstance(value, int) or isfinite(value)


def _range(low, high, written=format_short):
    return f"tra {written(low)} e {written(high)}"
