# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recommendations given: read, filtered, counted, never changed."""

from django.contrib import admin
from django.db.models import Count

from ..models import Path, Recommendation
from ..rules_words import Words


class PathFilter(admin.SimpleListFilter):
    title = "percorso"
    parameter_name = "percorso"

    def lookups(self, request, model_admin):
        return list(Path.objects.values_list("code", "title"))

    def queryset(self, request, queryset):
        return queryset.filter(path=self.value()) if self.value() else queryset


def _words(request) -> Words:
    """Read once a request."""
    if not hasattr(request, "rule_words"):
        request.rule_words = Words.load()
    return request.rule_words


@admin.register(Recommendation)
class RecommendationAdmin(admin.ModelAdmin):
    list_filter = [PathFilter, ("rule", admin.AllValuesFieldListFilter), "created", "ruleset"]
    list_select_related = ["ruleset"]
    date_hierarchy = "created"
    show_full_result_count = False
    actions = None
    fields = ["created", "path", "rule", "ruleset", "profile"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("ruleset__canonical")

    def get_list_display(self, request):
        words = _words(request)

        @admin.display(description="percorso", ordering="path")
        def path(row):
            return words.item(row.path or None)

        @admin.display(description="profilo")
        def profile(row):
            return words.profile(row.profile)

        @admin.display(description="versione", ordering="ruleset__version")
        def version(row):
            return str(row.ruleset.version)

        return ["created", path, "rule", version, profile]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", {}).get("cl")
        if shown:
            rows = shown.queryset.order_by().values_list("path").annotate(times=Count("pk"))
            words = _words(request)
            counts = sorted(rows, key=lambda row: -row[1])
            response.context_data["counts"] = [(words.item(p or None), n) for p, n in counts]
        return response
