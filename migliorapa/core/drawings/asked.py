# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drawings a text in Markdown asks for, and what is wrong with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEME = "drawing:"


@dataclass(frozen=True)
class Drawing:
    """`lines` are its place in the text, first and past the last; None if it is not alone."""

    name: str
    alternative: str
    caption: str
    lines: tuple[int, int] | None = None


def names() -> list[str]:
    folder = Path(settings.BASE_DIR) / "templates" / "drawings"
    return sorted(file.stem for file in folder.glob("*.svg"))


def is_drawing(token: Token) -> bool:
    return token.type == "image" and str(token.attrs["src"]).startswith(SCHEME)


def is_alone(before: Token, inline: Token) -> bool:
    """In a paragraph of the page, not of a list, with nothing else."""
    children = inline.children or []
    paragraph = before.type == "paragraph_open" and before.level == 0
    return paragraph and len(children) == 1 and is_drawing(children[0])


def read(image: Token, lines: tuple[int, int] | None = None) -> Drawing:
    name = str(image.attrs["src"]).removeprefix(SCHEME)
    return Drawing(name, image.content.strip(), str(image.attrs.get("title", "")).strip(), lines)


def find(text: str) -> Iterator[Drawing]:
    if SCHEME not in text:
        return
    for before, token in pairwise(MarkdownIt("commonmark").parse(text)):
        lines = (token.map[0], token.map[1]) if token.map and is_alone(before, token) else None
        yield from (read(child, lines) for child in token.children or [] if is_drawing(child))


def faults(text: str) -> Iterator[str]:
    """Sentences for whoever writes; none means that every drawing will be seen."""
    for drawing in find(text):
        named = f"Il disegno «{drawing.name}»"
        if drawing.name not in names():
            yield f"{named} non esiste. Ci sono: {', '.join(names())}."
        if drawing.lines is None:
            yield f"{named} deve stare da solo, tra due righe vuote."
        if not drawing.alternative:
            yield f"{named} non ha il testo alternativo: scrivetelo tra le parentesi quadre."
        if not drawing.caption:
            yield f"{named} non ha la didascalia: scrivetela tra virgolette, dopo il nome."
    for address in _links(text):
        yield f"Davanti a «{address}» manca il punto esclamativo: così è un collegamento."


def _links(text: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").parse(text) if SCHEME in text else []:
        for child in token.children or []:
            address = str(child.attrs.get("href", ""))
            if address.startswith(SCHEME):
                yield address


def refusals(text: str) -> Iterator[str]:
    """Sentences for the texts that take no drawing."""
    for drawing in find(text):
        yield (
            f"Il disegno «{drawing.name}» può stare solo nel testo della pagina: i documenti da "
            "scaricare e gli altri campi non lo mostrano."
        )


def replace(text: str, put: Callable[[Drawing], str]) -> str:
    """`text` with `put(drawing)` in the place of each drawing that stands alone."""
    lines = text.split("\n")
    for drawing in reversed(list(find(text))):
        if drawing.lines:
            first, end = drawing.lines
            lines[first:end] = [put(drawing)]
    return "\n".join(lines)
