# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which documents a tool gives, and their text."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils.formats import date_format

from migliorapa.core import drawings

from .. import survey
from ..models import Tool
from . import survey_text
from .checklist_text import checklist
from .convert import fingerprint
from .labels import Labels
from .markup import keep_fields, literal, resolve_links

PORTAL = "MiglioraPA"
EXTENSIONS = ("odt", "docx")
UNDATED = date(2013, 1, 1)


@dataclass(frozen=True)
class Part:
    """A document of a tool. `name` stands in its address, `source` is its Markdown as written."""

    tool: Tool
    name: str
    suffix: str
    source: str = field(repr=False)

    @property
    def code(self) -> str:
        return self.tool.code

    @property
    def filename(self) -> str:
        """Without the extension."""
        return self.tool.slug + self.suffix

    @property
    def labels(self) -> Labels:
        reviewed = self.tool.reviewed
        edition = f" · revisione del {date_format(reviewed, 'j F Y').lower()}" if reviewed else ""
        return Labels(self.tool.title, PORTAL, self.code + edition, reviewed or UNDATED)

    @cached_property
    def digest(self) -> str:
        """Another one whenever the file would come out different."""
        told = [*vars(self.labels).values(), fingerprint(), settings.SITE_URL, self.source]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()

    def markdown(self, address: Callable[[str, str], str | None]) -> str:
        """Ready for pandoc; `address` gives the path of a page of ours."""

        def absolute(kind: str, code: str) -> str | None:
            path = address(kind, code)
            return f"{settings.SITE_URL}{path}" if path else None

        return keep_fields(resolve_links(self.source, absolute))


def parts_of(tool: Tool) -> dict[str, Part]:
    """By name, the main one first; empty for a calculator."""
    if tool.kind == Tool.Kind.CALCULATOR:
        return {}
    if "questionnaire" in tool.data:
        made = _questionnaires(tool)
    elif "items" in tool.data:
        made = [("lista", "", checklist(tool.title, tool.purpose, tool.data["items"]))]
    elif tool.document:
        made = [("modello", "", tool.document), ("esempio", "-esempio", tool.example)]
    else:
        name = "guida" if tool.kind == Tool.Kind.GUIDE else "modello"
        made = [(name, "", _whole(tool))]
    return {name: Part(tool, name, suffix, text) for name, suffix, text in made if text}


def _questionnaires(tool: Tool) -> list[tuple[str, str, str]]:
    asked = survey.read(tool.code, tool.title, tool.data["questionnaire"])
    return [
        ("questionario", "", survey_text.respondents(asked)),
        ("codici", "-codici", survey_text.with_codes(asked)),
    ]


def _whole(tool: Tool) -> str:
    """A guide, or a template whose text is its page."""
    if not tool.body:
        return ""
    body = drawings.replace(tool.body, _in_words)
    return f"# {literal(tool.title)}\n\n{literal(tool.purpose)}\n\n{body}"


def _in_words(drawing: drawings.Drawing) -> str:
    """Documents hold words alone: what the drawing shows stands in its place."""
    words = [drawing.caption, drawings.description(drawing.name)]
    return f"> **{literal(drawing.alternative)}** {literal(' '.join(words))}"
