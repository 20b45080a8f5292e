# SPDX-License-Identifier: AGPL-3.0-or-later
import re

from django import forms
from django.template.loader import render_to_string

SPARE_ROWS = 3


class MarkdownWidget(forms.Textarea):
    """A text area with the preview beside it; without JavaScript only the text area."""

    def __init__(self, attrs=None, *, preview_url=""):
        super().__init__({"rows": 18, "class": "vLargeTextField markdown-text"} | (attrs or {}))
        self.preview_url = preview_url

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "textarea": super().render(name, value, attrs, renderer),
            "name": name,
            "preview_url": self.preview_url,
        }
        return render_to_string("admin/editing/_markdown.html", context)


class SourcesWidget(forms.Widget):
    """Sources as numbered records of three fields, with spare rows for who has no JavaScript."""

    use_fieldset = True
    parts = ("label", "url", "note")

    def id_for_label(self, id_):
        return ""

    def render(self, name, value, attrs=None, renderer=None):
        given = [source for source in value or [] if isinstance(source, dict)]
        rows = given + [{} for _ in range(SPARE_ROWS)]
        context = {
            "name": name,
            "rows": [
                {"number": number, "source": source, "spare": number >= len(given)}
                for number, source in enumerate(rows)
            ],
        }
        return render_to_string("admin/editing/_sources.html", context)

    def value_from_datadict(self, data, files, name):
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-({'|'.join(self.parts)})")
        rows = {}
        for key in data:
            if match := pattern.fullmatch(key):
                value = data.get(key).replace("\0", "").strip()
                rows.setdefault(int(match[1]), {})[match[2]] = value
        return [rows[number] for number in sorted(rows) if any(rows[number].values())]

    def value_omitted_from_data(self, data, files, name):
        return False
