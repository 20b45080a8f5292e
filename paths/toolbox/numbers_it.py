# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers as Italians write them.

The comma is the decimal mark. Dots and spaces group thousands, so "1.234" is 1234.
A dot is a decimal mark only where it cannot group: not followed by exactly three digits
("0.5", "12.34", "3.14159"), or after a lone zero ("0.125"). The rest ("1,234.5", "1234.567") is
refused.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from paths.toolbox.errors import ToolboxError

MAX_LENGTH = 40
MINUS = "\N{MINUS SIGN}"

# Wide enough for any float: the default context stops at 28 digits.
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_WIDE_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_SIGN = re.compile(r"[+-]?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_ITALIAN = re.compile(rf"(?:[0-9]+|{_THOUSANDS.pattern})(?:,[0-9]+)?")
_DOT_DECIMAL = re.compile(r"0\.[0-9]+|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")
_THREE_AFTER_DOT = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")


def parse_number(text, field="number"):
    """A float: 1234.5 from "1.234,5", 0.05 from "5%"."""
    return float(_parse(text, field))


def parse_whole(text, field="number"):
    value = _parse(text, field)
    if value != value.to_integral_value():
        raise ToolboxError(field, f"{_quoted(text)} ha i decimali. Scrivete un numero intero.")
    return int(value)


def parse_percent(text, field="number"):
    """The share behind "5%", or behind "5" in a field that asks for a percentage: 0.05.

    Between 0 and 1 the sign is required: "0,05" alone may mean 5% or 0,05%.
    """
    value = _parse(text, field)
    if "%" in text:
        return float(value)
    if 0 < value < 1:
        raise ToolboxError(
            field,
            f"{_quoted(text)} si può leggere in due modi. Scrivete la percentuale col segno: 5%.",
        )
    return float(value / 100)


def has_dot_decimal(text):
    return bool(_DOT_DECIMAL.fullmatch(text.lstrip("+-")))


def has_three_digits_after_dot(text):
    """True for "3.456": thousands in Italian, a decimal in English."""
    return bool(_THREE_AFTER_DOT.fullmatch(text))


def format_number(value, decimals=1):
    """1234.56 -> "1.234,6". Halves go up in size; None reads "non calcolabile"."""
    if value is None:
        return "non calcolabile"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    english = f"{abs(rounded):,.{decimals}f}"
    sign = MINUS if rounded < 0 else ""
    return sign + english.translate(str.maketrans(",.", ".,"))


def format_short(value, decimals=2):
    """As format_number, without trailing zeros: 5.0 -> "5"."""
    text = format_number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_percent(share, decimals=1):
    if share is None:
        return format_number(None)
    return format_number(Decimal(str(share)) * 100, decimals) + "%"


def format_short_percent(share, decimals=2):
    if share is None:
        return format_number(None)
    return format_short(Decimal(str(share)) * 100, decimals) + "%"


def _parse(text, field):
    if not isinstance(text, str) or not text.strip():
        raise ToolboxError(field, "Scrivete un numero, per esempio 1.234,5.")
    if len(text) > MAX_LENGTH:
        raise ToolboxError(field, f"Il numero è troppo lungo: bastano {MAX_LENGTH} caratteri.")
    body = _WIDE_SPACES.sub(" ", text).strip().replace(MINUS, "-")
    percent = body.endswith("%")
    body = body.removesuffix("%").rstrip()
    sign = _SIGN.match(body).group()
    digits = body[len(sign) :]
    value = _unsigned(digits)
    if value is None:
        raise ToolboxError(
            field, f"{_quoted(text)} non è un numero. Scrivete per esempio 1.234,5 oppure 1234,5."
        )
    if sign == "-":
        value = value.copy_negate()
    return value / 100 if percent else value


def _unsigned(digits):
    if _ITALIAN.fullmatch(digits):
        plain = digits.replace(".", "").replace(" ", "").replace(",", ".")
        return Decimal(plain)
    return Decimal(digits) if _DOT_DECIMAL.fullmatch(digits) else None


def _quoted(text):
    shown = text.strip()
    return f"«{shown if len(shown) <= 20 else shown[:19] + '…'}»"
