# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public questions as staff look them up; moderation is on the operators' pages."""

from django.contrib import admin

from migliorapa.core.admin import ReadOnlyAdmin

from ..models import InboundMail, PublicAnswer, PublicQuestion, SlotPattern


@admin.register(PublicQuestion)
class PublicQuestionAdmin(ReadOnlyAdmin):
    list_display = ["title", "status", "created", "published"]
    list_filter = ["status"]
    search_fields = ["title", "body"]
    fields = ["title", "body", "topics", "status", "created", "published"]


@admin.register(PublicAnswer)
class PublicAnswerAdmin(ReadOnlyAdmin):
    list_display = ["question", "status", "is_official", "votes", "created"]
    list_filter = ["status", "is_official"]
    list_select_related = ["question"]
    search_fields = ["body", "question__title"]
    fields = ["question", "body", "status", "is_official", "votes", "created"]


@admin.register(InboundMail)
class InboundMailAdmin(ReadOnlyAdmin):
    """What came in by mail and what became of it; strangers wait on the operators' pages."""

    list_display = ["received", "sender", "subject", "outcome"]
    list_filter = ["outcome"]
    search_fields = ["sender", "subject"]
    fields = ["received", "sender", "subject", "outcome", "note", "ticket"]


@admin.register(SlotPattern)
class SlotPatternAdmin(admin.ModelAdmin):
    list_display = ["operator", "weekday", "starts", "ends", "minutes", "is_active"]
    list_filter = ["weekday", "is_active"]
    list_select_related = ["operator"]
    autocomplete_fields = ["operator"]
