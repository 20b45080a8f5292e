# SPDX-License-Identifier: AGPL-3.0-or-later
"""Agreement of articles and nouns with the figures of a sentence."""

from paths.toolbox.numbers_it import format_number, format_short_percent

RANDOM_SAMPLE = "Vale per un campione casuale, non per chi risponde di sua iniziativa."
FOR_ALL_ONLY_IF_RANDOM = "Vale per tutti gli utenti solo con un campione casuale."

_ELIDED = {"": "l'", "di": "dell'", "a": "all'"}
_BEFORE_ZERO = {"": "lo ", "di": "dello ", "a": "allo "}
_PLAIN = {"": "il ", "di": "del ", "a": "al "}


def the_percent(share, preposition="", decimals=2):
    """With its article, alone or after "di" or "a": "il 95%", "l'80%", "dello 0,5%"."""
    text = format_short_percent(share, decimals)
    whole = text.rstrip("%").split(",")[0]
    groups = whole.split(".")
    if whole[0] == "8" or whole == "1" or groups[0] == "11":
        articles = _ELIDED
    elif whole == "0":
        articles = _BEFORE_ZERO
    else:
        articles = _PLAIN
    return articles[preposition] + text


def counted(number, singular, plural):
    return f"{format_number(number, 0)} {singular if number == 1 else plural}"


def points(share, decimals=2):
    """A difference of shares in percentage points: 0.05 -> "5 punti percentuali"."""
    text = format_short_percent(share, decimals).rstrip("%")
    return f"{text} {'punto percentuale' if text == '1' else 'punti percentuali'}"
