# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin

from . import pages, registry
from .editing.admin import EditorialAdmin
from .models import Page, SearchDocument, Topic
from .search.admin import SearchQueryAdmin, SearchSynonymAdmin

__all__ = ["SearchQueryAdmin", "SearchSynonymAdmin"]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that the portal writes by itself: staff only look."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Page)
class PageAdmin(EditorialAdmin):
    feminine = True
    markdown_fields = ("body",)
    list_display = ["title", "slug", "reviewed"]
    search_fields = ["title", "summary", "body"]
    fieldsets = [
        (None, {"fields": ["seen", "title", "summary", "body"]}),
        ("Fonti e revisione", {"fields": ["sources", "reviewed"]}),
        ("Indirizzo", {"fields": ["slug"]}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def to_html(self, text):
        return pages.to_html(text)

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        pages.save_page(obj)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["label", "slug"]
    search_fields = ["label", "slug"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["label"]}

    def get_actions(self, request):
        """Only one at a time, where `has_delete_permission` can look at its use."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request, obj=None):
        in_use = obj is not None and bool(registry.related([obj.slug]))
        return not in_use and super().has_delete_permission(request, obj)


@admin.register(SearchDocument)
class SearchDocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "code", "url"]
    list_filter = ["kind"]
    search_fields = ["title", "code", "url"]
    fields = ["title", "kind", "code", "url", "summary", "body", "key"]
