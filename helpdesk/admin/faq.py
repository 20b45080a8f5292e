# SPDX-License-Identifier: AGPL-3.0-or-later
"""The FAQ for staff: texts here, while what becomes public is decided on the operators' pages."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from migliorapa.core import registry
from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.forms import EditorialForm
from migliorapa.core.registry import to_html

from ..actions import faqs, publication
from ..actions.faq_check import FIELDS, check_saved
from ..models import Faq

LINKS = {"steps": "S", "tools": "T", "deep_dives": "A"}
DECIDED = (
    *("status", "author", "approved_by", "published", "pending", "pending_author"),
    *("replacements", "cleared", "born_at"),
)


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
                check_saved(self.instance, cleaned)
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
    readonly_fields = ["status", "decisions"]
    fieldsets = [
        (None, {"fields": ["seen", "code", "question", "answer", "body", "also_asked"]}),
        ("Pubblicazione", {"fields": ["status", "decisions"]}),
        ("A che cosa serve", {"fields": ["topics", "steps", "tools", "deep_dives"]}),
        ("Cura", {"fields": ["sources", "owner", "reviewed", "review_due"]}),
        ("Indirizzo e ordine", {"fields": ["slug", "position"]}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["question"]}

    def to_html(self, text):
        return to_html(text)

    @admin.display(description="Decisioni")
    def decisions(self, faq):
        """A second person, objections and notices are there."""
        if faq.pk is None:
            return "Salvate la bozza: la approva un collega dalle pagine degli operatori."
        return format_html(
            '<a href="{}">Approvate, rimandate o ritirate questa FAQ</a> nelle pagine degli '
            "operatori.",
            reverse("helpdesk:faq_draft", args=[faq.code]),
        )

    def save_model(self, request, obj, form, change):
        """What is decided elsewhere stays as it is, also when an older version is taken back."""
        obj._history_user = request.user
        now = Faq.objects.filter(pk=obj.pk).first()
        if now is None:
            obj.status, obj.author = Faq.Status.DRAFT, request.user
            obj.owner = obj.owner or request.user
        else:
            self._keep_decided(request, obj, now)
        super().save_model(request, obj, form, change)
        faqs.refresh(obj)

    def _keep_decided(self, request, obj, now):
        """The texts of a published FAQ that comes from somebody wait for a colleague."""
        wanted = {name: getattr(obj, name) for name in FIELDS}
        if now.status == Faq.Status.PUBLISHED and now.origins.exists():
            kept = publication.rewrite(faq=now, actor=request.user, **wanted)
            for name in FIELDS:
                setattr(obj, name, getattr(kept, name))
            if kept.pending:
                sentence = "I testi cambiati aspettano l'approvazione di un collega."
                messages.warning(request, sentence)
            now = kept
        elif now.status != Faq.Status.PUBLISHED and any(
            wanted[name] != getattr(now, name) for name in FIELDS
        ):
            now.author = request.user
        for name in DECIDED:
            setattr(obj, name, getattr(now, name))

    def delete_model(self, request, obj):
        faqs.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for faq in queryset:
            faqs.forget(faq)
        super().delete_queryset(request, queryset)
