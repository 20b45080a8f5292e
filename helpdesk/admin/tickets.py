# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests as rows, to look at: they are answered in the operators' pages."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from migliorapa.core.admin import ReadOnlyAdmin

from ..models import Deflection, Satisfaction, Ticket


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    list_display = [
        "number",
        "subject",
        "state",
        "queue",
        "administration_name",
        "assignee",
        "created",
    ]
    list_filter = ["state", "queue", "priority", "channel"]
    list_select_related = ["queue", "assignee"]
    search_fields = ["subject", "administration_name"]
    show_full_result_count = False
    list_per_page = 50
    date_hierarchy = "created"
    fields = [
        *("desk_page", "subject", "state", "queue", "priority", "channel", "visibility"),
        *("requester_name", "requester_email", "administration_name", "assignee", "topics", "step"),
        *("created", "first_answer_due", "solution_due", "first_answered", "solved", "closed"),
        *("merged_into", "is_anonymised"),
    ]
    readonly_fields = ["desk_page"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search", "profile")

    @admin.display(description="pagina degli operatori")
    def desk_page(self, ticket):
        address = reverse("helpdesk:desk_ticket", args=[ticket.public_id])
        return format_html('<a href="{}">Aprite la richiesta {}</a>', address, ticket.number)


@admin.register(Satisfaction)
class SatisfactionAdmin(ReadOnlyAdmin):
    list_display = ["ticket", "importance", "satisfaction", "created"]
    list_select_related = ["ticket"]
    fields = ["ticket", "importance", "satisfaction", "comment", "created"]


@admin.register(Deflection)
class DeflectionAdmin(ReadOnlyAdmin):
    list_display = ["text", "url", "administration", "created", "withdrawn"]
    list_select_related = ["administration"]
    fields = ["text", "url", "faq", "administration", "topics", "created", "withdrawn"]
