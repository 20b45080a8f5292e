# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a drawing asked for in Markdown to the figure in the page."""

import re
from html import escape, unescape
from itertools import count

from django.template.loader import render_to_string
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .asked import Drawing, is_alone, is_drawing, names, read

ATTRIBUTES = {"data-drawing", "data-caption"}
IMAGE = re.compile(r'<img((?: [a-z-]+="[^"]*")+) ?/?>')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def plugin(parser: MarkdownIt) -> None:
    """A drawing alone in its paragraph becomes a placeholder; elsewhere only its words stay."""
    parser.core.ruler.push("drawings", _put_placeholders)
    parser.add_render_rule("drawing", lambda renderer, tokens, index, *_: tokens[index].content)


def _put_placeholders(state: StateCore) -> None:
    kept: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type != "inline" or not any(map(is_drawing, token.children or [])):
            kept.append(token)
        elif is_alone(kept[-1], token):
            kept[-1] = Token("drawing", "", 0, content=_placeholder(read(token.children[0])))
            next(tokens)  # the end of the paragraph
        else:
            token.children = [_words(child) for child in token.children]
            kept.append(token)
    state.tokens = kept


def _placeholder(drawing: Drawing) -> str:
    name, told = escape(drawing.name), escape(drawing.alternative)
    return f'<img data-drawing="{name}" alt="{told}" data-caption="{escape(drawing.caption)}">\n'


def _words(token: Token) -> Token:
    return Token("text", "", 0, content=token.content) if is_drawing(token) else token


def expand(html: str) -> str:
    """Sanitised `html` with each placeholder turned into its figure.

    Identifiers are unique in `html`. A drawing that is no longer there leaves its words.
    """
    numbers = count(1)

    def figure(match: re.Match) -> str:
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
        name = values.get("data-drawing")
        if name is None:
            return match[0]
        told, caption = values.get("alt", ""), values.get("data-caption", "")
        if name not in known:
            return f"<p>{escape(' '.join(filter(None, [told, caption])))}</p>"
        return _figure(name, next(numbers), told, caption)

    if "data-drawing" not in html:
        return html
    known = names()
    return IMAGE.sub(figure, html)


def _figure(name: str, number: int, told: str, caption: str) -> str:
    """`number` is its place among the drawings of the text, and keeps identifiers apart."""
    context = {
        "file": f"drawings/{name}.svg",
        "id": f"dis{number}",
        "told": told,
        "caption": caption,
    }
    return render_to_string("drawings/_figure.html", context).strip()


def description(name: str) -> str:
    """What the drawing shows, in words."""
    match = DESCRIPTION.search(_figure(name, 0, "", ""))
    return " ".join(unescape(match[1]).split()) if match else ""
