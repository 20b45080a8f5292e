# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms in which staff write: Markdown with its preview, topics, sources, lists of lines."""

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from .. import drawings
from ..readability import measure
from .fields import LinesField, MarkdownField, SourcesField, TopicsField
from .forms import EditorialForm

LONGEST_PREVIEW = 200_000


class WritingMixin:
    """For a `ModelAdmin`: says which fields are Markdown and how the site renders them."""

    form = EditorialForm
    markdown_fields: tuple[str, ...] = ()
    change_form_template = "admin/editing/change_form.html"
    markdown_help = "In Markdown: ## titolo, **grassetto**, elenchi con - oppure 1."
    special_fields = {"sources": SourcesField, "topics": TopicsField}
    save_on_top = False

    class Media:
        css = {"all": ["css/editorial.css"]}
        js = ["js/editorial.js"]

    def to_html(self, text: str) -> str:
        """`text` in Markdown as the site shows it."""
        raise NotImplementedError

    def get_urls(self):
        view = require_POST(self.admin_site.admin_view(self.preview_view))
        return [path("anteprima/", view, name=self._url_name("preview")), *super().get_urls()]

    def _url_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    @property
    def preview_url(self):
        return reverse(f"admin:{self._url_name('preview')}")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        options = {
            "label": capfirst(db_field.verbose_name),
            "help_text": db_field.help_text,
            "required": not db_field.blank,
        }
        if db_field.name in self.markdown_fields:
            options["help_text"] = self.markdown_help
            return MarkdownField(preview_url=self.preview_url, **options)
        if db_field.name in self.special_fields:
            return self.special_fields[db_field.name](**options)
        if isinstance(db_field, ArrayField):
            options["help_text"] = options["help_text"] or "Una voce per riga."
            return LinesField(max_length=db_field.base_field.max_length, **options)
        if isinstance(db_field, models.TextField):
            kwargs.setdefault("widget", admin.widgets.AdminTextareaWidget({"rows": 3}))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def preview_view(self, request):
        """One field as JSON for the script, all fields as a page for who has none."""
        if not (self.has_view_or_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        if "text" in request.POST:
            shown = self._shown(request.POST["text"])
            readability = render_to_string("admin/editing/_readability.html", shown)
            return JsonResponse({"html": shown["html"], "readability": readability})
        context = self.admin_site.each_context(request) | {
            "title": "Anteprima",
            "opts": self.opts,
            "heading": request.POST.get("title") or request.POST.get("term", ""),
            "texts": [
                (self.model._meta.get_field(name).verbose_name, self._shown(request.POST[name]))
                for name in self.markdown_fields
                if request.POST.get(name)
            ],
        }
        return TemplateResponse(request, "admin/editing/preview.html", context)

    def _shown(self, text):
        text = text[:LONGEST_PREVIEW].replace("\r\n", "\n").replace("\0", "")
        return {
            "html": self.to_html(text),
            "measure": measure(text),
            "faults": list(drawings.faults(text)),
        }

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = {"preview_url": self.preview_url if self.markdown_fields else ""}
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))
