# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a tool needs beyond its row, made once and kept with the catalogue in memory."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from . import limesurvey
from .documents import store
from .documents.checklist_text import grouped
from .documents.paper import contents, title_and_html
from .documents.parts import EXTENSIONS, Part, parts_of
from .models import Tool
from .survey import NOTICE, Survey, fields, fill, read

LABELS = {"odt": "ODT (LibreOffice)", "docx": "DOCX (Word)"}
LONG_GUIDE = 4  # headings from which a table of contents helps


@dataclass(frozen=True)
class Download:
    url: str
    label: str
    bytes: int | None

    @property
    def weight(self) -> str:
        return f", {max(1, round(self.bytes / 1000))} kB" if self.bytes else ""


class ToolPage:
    def __init__(self, tool: Tool):
        self.tool = tool

    @property
    def kind(self) -> str:
        """Which screen shows the tool."""
        if self.tool.is_questionnaire:
            return "questionnaire"
        return "checklist" if "items" in self.tool.data else self.tool.kind

    @cached_property
    def parts(self) -> dict[str, Part]:
        return parts_of(self.tool)

    def downloads(self, name: str) -> list[Download]:
        """The formats of a part; the weight is there once the document has been made."""
        part = self.parts.get(name)
        return [
            Download(
                reverse("paths:tool_document", args=[self.tool.slug, name, extension]),
                LABELS[extension],
                store.size(part, extension),
            )
            for extension in EXTENSIONS
            if part
        ]

    @cached_property
    def blank(self) -> tuple[str, SafeString]:
        """Title and HTML of the document to print and fill in by hand."""
        return title_and_html(self.tool.document, title=self.tool.title)

    @cached_property
    def example(self) -> tuple[str, SafeString]:
        return title_and_html(self.tool.example, title=self.tool.title)

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        found = list(contents(self.tool.body_html))
        return found if len(found) >= LONG_GUIDE else []

    @cached_property
    def items(self) -> list[tuple[str, list[dict]]]:
        return grouped(self.tool.data["items"])

    def ticked(self, asked: Iterable[str]) -> list[str]:
        """Codes of the items found in `A1,B2`, in the order of the list; the rest is ignored."""
        wanted = {code for text in asked for code in text[:2000].split(",")}
        return [item["code"] for item in self.tool.data["items"] if item["code"] in wanted]

    @cached_property
    def survey(self) -> Survey:
        return self._read(self.tool.data["questionnaire"])

    @cached_property
    def blanks(self) -> list[str]:
        """What to replace before the questionnaire goes into LimeSurvey."""
        return fields({"notice": NOTICE, **self.tool.data["questionnaire"]})

    @cached_property
    def faults(self) -> list[str]:
        return limesurvey.problems(self.survey)

    def filled(self, values: dict[str, str]) -> Survey:
        data = {"notice": NOTICE, **self.tool.data["questionnaire"]}
        return self._read(fill(data, values))

    def _read(self, data: dict) -> Survey:
        return read(self.tool.code, self.tool.title, data)

    @cached_property
    def survey_html(self) -> SafeString:
        return mark_safe(render_to_string("paths/_survey.html", {"survey": self.survey}))

    @cached_property
    def codes_html(self) -> SafeString:
        return mark_safe(render_to_string("paths/_survey_codes.html", {"survey": self.survey}))
