# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of one session, with its speakers."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpResponseRedirect
from django.urls import reverse

from migliorapa.core.editing.writing import WritingMixin
from migliorapa.core.registry import to_html

from ..models import Contribution, Session
from . import day_pages
from .sessions import SessionForm, plain_field, tell_notices
from .telling import TellingMixin

MOST_SPEAKERS = 40


class ContributionInline(admin.StackedInline):
    model = Contribution
    extra = 0
    max_num = MOST_SPEAKERS
    fields = [("speaker", "role"), ("title", "position")]
    verbose_name_plural = "Relatori e moderatori"

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_SPEAKERS, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = False
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = list(field.choices)  # one reading for all the rows
        return field


@admin.register(Session)
class SessionAdmin(TellingMixin, WritingMixin, admin.ModelAdmin):
    form = SessionForm
    markdown_fields = ("summary",)
    list_display = ["title", "event", "day", "starts", "capacity", "is_cancelled"]
    list_filter = ["kind", "is_cancelled", "day"]
    list_select_related = ["event"]
    search_fields = ["title", "event__title", "event__city"]
    ordering = ["-day", "starts"]
    inlines = [ContributionInline]
    actions = None
    change_form_template = "admin/events/session_form.html"
    fieldsets = [
        (None, {"fields": [("title", "kind"), ("day", "opens", "closes"), "is_cancelled"]}),
        ("Programma", {"fields": ["summary", "what_to_bring"]}),
        (
            "Posti",
            {
                "fields": [
                    *("capacity", "has_waiting_list", "acceptance_hours", "per_administration"),
                ],
                "description": "Con più posti, chi è in lista d'attesa ne riceve uno subito. "
                "Con meno posti nessuno lo perde.",
            },
        ),
        ("Dove", {"fields": ["place", "room_url", "room_opens_minutes"]}),
    ]

    def has_add_permission(self, request):
        """Sessions are born in the form of their event."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def event_id_of(self, object_id):
        if not str(object_id).isdecimal():
            return None
        return Session.objects.filter(pk=object_id).values_list("event_id", flat=True).first()

    def to_html(self, text):
        return to_html(text)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = plain_field(db_field)
        return field or super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.save_in_step(request, form.instance.event)
        tell_notices(request, [form])

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:events_event_change", args=[obj.event_id]))

    def get_urls(self):
        return day_pages.urls(self.admin_site) + super().get_urls()

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["doors"] = day_pages.doors(obj) if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
