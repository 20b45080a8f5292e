# SPDX-License-Identifier: AGPL-3.0-or-later
import re

from .cleaning import clean_text
from .html_tokens import Tag, tokens

BLOCKS = {
    *("p", "div", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "section", "article"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "header", "footer", "form", "body"),
}
MOST_QUOTES = 5


def html_to_text(html: str) -> str:
    """Lines of text; what a quotation holds begins with "> "."""
    page = _Page()
    for token in tokens(html):
        if isinstance(token, Tag):
            page.tag(token)
        else:
            page.line.append(token)
    return page.text()


class _Page:
    def __init__(self):
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0

    def tag(self, tag: Tag) -> None:
        if tag.name in BLOCKS:
            self.end_line()
        if tag.name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if tag.closes else 1))
        elif tag.name == "p" and tag.closes:
            self.add("")
        elif tag.name == "li" and not tag.closes:
            self.line.append("- ")
        elif tag.name in {"td", "th"}:
            self.line.append(" ")

    def end_line(self) -> None:
        line = " ".join("".join(self.line).split())
        self.line = []
        if line:
            self.add(line)

    def add(self, line: str) -> None:
        self.lines.append(f"{'> ' * min(self.quotes, MOST_QUOTES)}{line}".rstrip())

    def text(self) -> str:
        self.end_line()
        return re.sub(r"\n{3,}", "\n\n", clean_text("\n".join(self.lines))).strip("\n")
