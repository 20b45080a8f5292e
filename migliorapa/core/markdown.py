# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown of content and staff turned into safe HTML, once, when it is saved."""

import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin

from . import drawings

BLOCKS = "p br hr h2 h3 h4 h5 ul ol li pre blockquote dl dt dd figure figcaption"
INLINE = "strong em s code a sup sub abbr img"
TABLES = "table thead tbody tr th td"
TAGS = set(f"{BLOCKS} {INLINE} {TABLES}".split())
ATTRIBUTES = {
    "a": {"href", "title"},
    "h2": {"id"},
    "h3": {"id"},
    "ol": {"start"},
    "th": {"style"},
    "td": {"style"},
    "abbr": {"title"},
    "img": {"src", "alt", *drawings.ATTRIBUTES},
}
TABLE_OPEN = (
    '<div class="table-responsive" tabindex="0" role="region" aria-label="Tabella">'
    '<table class="table">'
)
BLOCK_TAGS = "table|thead|tbody|tr|th|td|ul|ol|li|p|h[2-5]|div|blockquote"
BETWEEN_BLOCKS = re.compile(rf"(</?(?:{BLOCK_TAGS})(?: [^>]*)?>)\n(?=<)")
OWN_IMAGE = re.compile(r"/(?![/\\])|drawing:")
CODE_LINK = re.compile(r"\]\(([a-z_]+):([A-Za-z0-9_-]+)\)")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False, "typographer": False})
        .enable(["table", "strikethrough"])
        .use(anchors_plugin, max_level=3)
        .use(drawings.plugin)
        .use(_own_images)
    )


def _own_images(parser: MarkdownIt) -> None:
    """An image of another site would tell it who reads: its words stay alone."""

    def to_words(state) -> None:
        for block in state.tokens:
            for token in block.children or ():
                if token.type == "image" and not OWN_IMAGE.match(str(token.attrs["src"])):
                    token.type, token.tag, token.attrs, token.children = "text", "", {}, None

    parser.core.ruler.push("own_images", to_words)


def render(text: str, *, resolve: Callable[[str, str], str | None] | None = None) -> str:
    """HTML of `text`; `[...](step:S04)` goes through `resolve("step", "S04")`.

    A link that resolves to nothing keeps its words and loses its address. Drawings stay
    placeholders, for `drawings.expand`.
    """

    def address(match: re.Match) -> str:
        if match[1] == "drawing":
            return match[0]
        url = resolve(match[1], match[2]) if resolve else None
        return f"]({url})" if url else "](#)"

    html = _parser().render(CODE_LINK.sub(address, text))
    html = re.sub(r'<a href="#">(.*?)</a>', r"\1", html, flags=re.DOTALL)
    html = re.sub(r' style="text-align:(left|right|center)"', "", html)
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    html = html.replace("<table>", TABLE_OPEN).replace("</table>", "</table></div>")
    return BETWEEN_BLOCKS.sub(r"\1", html)
