# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is inside a file, told apart by its structure. Pure: also runs alone, in `child.py`."""

from collections.abc import Iterator
from importlib import import_module

DAMAGED = "Il file è danneggiato o incompleto. Apritelo, salvatelo di nuovo e riprovate."
CHARACTERS = 1_000_000  # of text taken out of a file


class Unsafe(Exception):
    """The file cannot be admitted; carries a sentence in Italian for the person."""


def check(family: str, kind: str, path: str) -> None:
    """Raises `Unsafe`, whatever a hostile file makes the readers raise."""
    try:
        _module(family).check(kind, path)
    except Unsafe:
        raise
    except Exception as error:
        raise Unsafe(DAMAGED) from error


def text(family: str, kind: str, path: str) -> Iterator[str]:
    """Pieces of at most `CHARACTERS` together; raises whatever the readers raise."""
    module = "office_text" if family == "office" else family
    left = CHARACTERS
    for piece in _module(module).text(kind, path):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _module(name: str):
    return import_module(f"{__name__}.{name}")
