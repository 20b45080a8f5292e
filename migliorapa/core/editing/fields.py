# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ..models import Topic
from .widgets import MarkdownWidget, SourcesWidget

web_address = URLValidator(schemes=["http", "https"])


class MarkdownField(forms.CharField):
    def __init__(self, *, preview_url="", **kwargs):
        kwargs.setdefault("widget", MarkdownWidget(preview_url=preview_url))
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        """Lines end as in the content files, whatever the browser sends."""
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial, data):
        return (initial or "") != self.to_python(data)


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, *, max_length=None, **kwargs):
        self.line_length = max_length
        kwargs.setdefault("widget", forms.Textarea({"rows": 5, "class": "vLargeTextField"}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [line for line in (" ".join(line.split()) for line in lines) if line]

    def run_validators(self, value):
        for number, line in enumerate(value, 1):
            if "\0" in line:
                raise ValidationError(f"La riga {number} contiene un carattere non ammesso.")
            if self.line_length and len(line) > self.line_length:
                raise ValidationError(
                    f"La riga {number} ha {len(line)} caratteri: "
                    f"ne sono ammessi {self.line_length}."
                )

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class TopicsField(forms.MultipleChoiceField):
    """Topics by slug, as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=topic_choices, **kwargs)

    def keep_choosable(self, slugs):
        """So that a slug that is no longer a topic is not lost by saving."""
        known = {slug for slug, _ in self.choices}
        self.choices = [*self.choices, *((slug, slug) for slug in slugs if slug not in known)]

    def has_changed(self, initial, data):
        return set(initial or []) != set(data or [])


def topic_choices():
    return list(Topic.objects.values_list("slug", "label"))


class SourcesField(forms.Field):
    """A list of `{label, url?, note?}`; rows left blank are dropped."""

    widget = SourcesWidget

    def to_python(self, value):
        return [{name: part for name, part in source.items() if part} for source in value or []]

    def validate(self, value):
        super().validate(value)
        errors = []
        for number, source in enumerate(value, 1):
            if not source.get("label"):
                errors.append(f"Fonte {number}: scrivete autore e titolo, oppure vuotate la riga.")
            if not is_web_address(source.get("url", "")):
                errors.append(
                    f"Fonte {number}: l'indirizzo «{source['url'][:80]}» non è valido. "
                    "Deve cominciare con http:// o https://."
                )
        if errors:
            raise ValidationError(errors)

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


def is_web_address(url: str) -> bool:
    """True of an empty one too: a source may have none."""
    try:
        if url:
            web_address(url)
    except ValidationError:
        return False
    return True
