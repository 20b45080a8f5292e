# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin
from django.utils import timezone

from migliorapa.core.models import Topic

from ..editorial import due_for_review


class TopicFilter(admin.SimpleListFilter):
    title = "argomento"
    parameter_name = "argomento"

    def lookups(self, request, model_admin):
        return list(Topic.objects.values_list("slug", "label"))

    def queryset(self, request, queryset):
        return queryset.filter(topics__contains=[self.value()]) if self.value() else queryset


class ReviewFilter(admin.SimpleListFilter):
    title = "revisione"
    parameter_name = "revisione"

    def lookups(self, request, model_admin):
        return [("scaduta", "Da rivedere"), ("in-regola", "In regola")]

    def queryset(self, request, queryset):
        due = due_for_review(timezone.localdate())
        if self.value() == "scaduta":
            return queryset.filter(due)
        return queryset.exclude(due) if self.value() == "in-regola" else queryset
