# SPDX-License-Identifier: AGPL-3.0-or-later
import unicodedata


def fold(text: str) -> str:
    """Lower case without accents: the form in which Italian words are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
