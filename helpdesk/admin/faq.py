# SPDX-License-Identifier: AGPL-3.0-or-later
"""The FAQ for staff. What operators draft from requests is approved on their own pages."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from migliorapa.core import registry
from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.forms import EditorialForm
from migliorapa.core.registry import to_html

from ..actions import faqs
from ..actions.publication import check_origins
from ..models import Faq

LINKS = {"steps": "S", "tools": "T", "deep_dives": "A"}


class FaqForm(EditorialForm):
    def clean(self):
        """Codes must exist, and nothing of the requests it comes from may be told."""
        cleaned = super().clean()
        for name, letter in LINKS.items():
            codes = cleaned.get(name) or []
            known = registry.entries(codes)
            wrong = [code for code in codes if code not in known or not code.startswith(letter)]
            if wrong:
                self.add_error(name, f"Codici che non esistono: {', '.join(wrong)}.")
        reviewed, due = cleaned.get("reviewed"), cleaned.get("review_due")
        if reviewed and due and due <= reviewed:
            self.add_error("review_due", "La prossima revisione deve venire dopo l'ultima.")
        if self.instance.pk and not self.errors:
            try:
                check_origins(self.instance, cleaned)
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned


@admin.register(Faq)
class FaqAdmin(EditorialAdmin):
    form = FaqForm
    markdown_fields = ("body",)
    list_display = ["code", "question", "status", "reviewed", "needs_review", "useful", "reused_by"]
    list_display_links = ["code", "question"]
    list_filter = ["status", "needs_review"]
    search_fields = ["code", "question", "answer"]
    list_select_related = ["owner"]
    autocomplete_fields = ["owner"]
    fieldsets = [
        (None, {"fields": ["seen", "code", "question", "answer", "body", "also_asked", "status"]}),
        ("A che cosa serve", {"fields": ["topics", "steps", "tools", "deep_dives"]}),
        ("Cura", {"fields": ["sources", "owner", "reviewed", "review_due"]}),
        ("Indirizzo e ordine", {"fields": ["slug", "position"]}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["question"]}

    def to_html(self, text):
        return to_html(text)

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        super().save_model(request, obj, form, change)
        faqs.refresh(obj)

    def delete_model(self, request, obj):
        faqs.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for faq in queryset:
            faqs.forget(faq)
        super().delete_queryset(request, queryset)
