# SPDX-License-Identifier: AGPL-3.0-or-later
"""Series of events and who speaks at them."""

from django.contrib import admin
from django.db.models import Count

from migliorapa.core.editing.writing import WritingMixin
from migliorapa.core.registry import to_html

from ..actions import publishing
from ..models import Series, Speaker


@admin.register(Series)
class SeriesAdmin(WritingMixin, admin.ModelAdmin):
    markdown_fields = ("body",)
    list_display = ["title", "slug", "how_many"]
    search_fields = ["title", "summary"]
    fields = ["title", "slug", "summary", "body", "sources"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(how_many=Count("events"))

    @admin.display(description="appuntamenti", ordering="how_many")
    def how_many(self, series):
        return series.how_many

    def to_html(self, text):
        return to_html(text)

    def has_delete_permission(self, request, obj=None):
        in_use = obj is not None and obj.events.exists()
        return not in_use and super().has_delete_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publishing.render_series(form.instance)


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin):
    list_display = ["name", "role", "organisation"]
    search_fields = ["name", "organisation"]
    search_help_text = "Nome o ente"
