# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode

from .models import SearchQuery, SearchSynonym

PROPOSALS = 12


def unanswered(limit: int = PROPOSALS):
    """Texts that found nothing, or whose results nobody opened, most asked first.

    Those that a group was already made from are left out.
    """
    seen = SearchSynonym.objects.exclude(proposed_from="").values("proposed_from")
    asked = SearchQuery.objects.filter(Q(results=0) | Q(clicked=0)).exclude(text__in=seen)
    counted = asked.values("text").annotate(times=Sum("count")).order_by("-times", "text")
    return counted[:limit]


def _started_from(text: str) -> str:
    return urlencode({"words": f"{text}, ", "proposed_from": text})


@admin.register(SearchSynonym)
class SearchSynonymAdmin(admin.ModelAdmin):
    list_display = ["words", "kind", "active", "proposed_from"]
    list_editable = ["active"]
    list_filter = ["active", "kind"]
    search_fields = ["words", "proposed_from"]
    fields = ["words", "kind", "active", "proposed_from", "proposals"]
    readonly_fields = ["proposals"]
    list_per_page = 50
    actions = ["activate", "deactivate"]

    @admin.display(description="ricerche senza risposta")
    def proposals(self, obj):
        rows = [
            (reverse("admin:core_searchsynonym_add"), _started_from(row["text"]), *row.values())
            for row in unanswered()
        ]
        return format_html_join("\n", '<a href="{}?{}">{}</a> ({})<br>', rows) or "nessuna"

    def has_delete_permission(self, request, obj=None):
        """Groups of the installation would come back with the next load: they are switched off."""
        return not (obj and obj.origin) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    @admin.action(description="Attivate i gruppi scelti")
    def activate(self, request, queryset):
        queryset.update(active=True)

    @admin.action(description="Disattivate i gruppi scelti")
    def deactivate(self, request, queryset):
        queryset.update(active=False)


@admin.register(SearchQuery)
class SearchQueryAdmin(admin.ModelAdmin):
    list_display = ["text", "day", "count", "results", "clicked"]
    list_filter = ["day"]
    search_fields = ["text"]
    date_hierarchy = "day"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
