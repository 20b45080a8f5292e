# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin
from django.core.exceptions import ValidationError

from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.forms import EditorialForm
from migliorapa.core.registry import to_html

from ..actions.desk import PLACEHOLDER, PLACEHOLDERS
from ..models import CannedAnswer

KNOWN = ", ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)


class CannedForm(EditorialForm):
    def clean_body(self):
        body = self.cleaned_data["body"]
        names = PLACEHOLDER.findall(body)
        unknown = [name for name in dict.fromkeys(names) if name not in PLACEHOLDERS]
        if unknown:
            raise ValidationError(f"Questi segnaposto non esistono: {', '.join(unknown)}. {KNOWN}.")
        if body.count("{{") != len(names) or body.count("}}") != len(names):
            raise ValidationError(f"Un segnaposto è scritto a metà. Si scrivono così: {KNOWN}.")
        return body


@admin.register(CannedAnswer)
class CannedAdmin(EditorialAdmin):
    form = CannedForm
    markdown_fields = ("body",)
    markdown_help = f"In Markdown. Segnaposto: {KNOWN}."
    list_display = ["title", "topics_in_words", "used", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["folded", "title"]
    fieldsets = [
        (None, {"fields": ["seen", "title", "body", "topics", "is_active"]}),
        ("Identificativo", {"fields": ["slug"]}),
    ]

    @admin.display(description="argomenti")
    def topics_in_words(self, canned):
        return ", ".join(canned.topics)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def to_html(self, text):
        return to_html(text)

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        super().save_model(request, obj, form, change)
