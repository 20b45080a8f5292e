# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registrations of all events, and what was written to people: found here, never typed here."""

from django.contrib import admin
from django.shortcuts import redirect

from migliorapa.core.admin import ReadOnlyAdmin

from .. import people
from ..models import Registration, StaffMessage
from . import people_pages


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ["css/editorial.css"]}

    list_display = ["name", "email", "administration_name", "event", "created", "is_confirmed"]
    list_filter = ["event__kind", "region_code", "created"]
    list_select_related = ["event"]
    search_fields = ["name"]
    search_help_text = "Nome, e-mail o amministrazione, anche senza accenti"
    ordering = ["-created"]

    @admin.display(description="e-mail confermata", boolean=True)
    def is_confirmed(self, registration):
        return registration.confirmed is not None

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\0", "").strip()[:100]
        if not text:
            return queryset, False
        rows = queryset.order_by().select_related(None).only("name", "email", "administration_name")
        found = [row.pk for row in rows.iterator() if people.matches(row, text)]
        return queryset.filter(pk__in=found), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if object_id.isdecimal() and len(object_id) < 10:
            return redirect("admin:events_registration_card", int(object_id))
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def get_urls(self):
        return people_pages.registration_urls(self.admin_site) + super().get_urls()


@admin.register(StaffMessage)
class StaffMessageAdmin(ReadOnlyAdmin):
    class Media:
        css = {"all": ["css/editorial.css"]}

    list_display = ["subject", "event", "audience", "recipients", "sent", "sent_by"]
    list_filter = ["audience", "sent"]
    list_select_related = ["event", "sent_by"]
    search_fields = ["subject", "body", "event__title"]
    fields = ["event", "session", "audience", "subject", "body", "recipients", "sent", "sent_by"]
