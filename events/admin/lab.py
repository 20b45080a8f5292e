# SPDX-License-Identifier: AGPL-3.0-or-later
"""What labs leave: groups with their minutes, experiences told by administrations."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from migliorapa.core.editing.writing import WritingMixin
from migliorapa.core.registry import to_html

from ..actions import labs
from ..models import Experience, LabGroup, Session
from .pages import sentence


class LabAdmin(WritingMixin, admin.ModelAdmin):
    list_select_related = ["session__event"]

    def to_html(self, text):
        return to_html(text)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":
            rows = Session.objects.select_related("event").order_by("-day", "starts")
            return SessionChoice(rows, label="Sessione")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _each(self, request, queryset, verb, done: str) -> None:
        count = 0
        for row in queryset:
            try:
                verb(row)
                count += 1
            except ValidationError as error:
                self.message_user(request, f"{row}: {sentence(error)}", messages.ERROR)
        self.message_user(request, f"{done}: {count}.")

    @admin.display(description="appuntamento", ordering="session__day")
    def event(self, row):
        return str(row.session.event)


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session):
        return f"{session.event}, {session} ({session.day:%d/%m/%Y})"


@admin.register(LabGroup)
class LabGroupAdmin(LabAdmin):
    markdown_fields = ("minutes",)
    list_display = ["theme", "event", "facilitator", "approved", "approved_by"]
    list_filter = [("approved", admin.EmptyFieldListFilter)]
    list_select_related = ["session__event", "approved_by"]
    search_fields = ["theme", "minutes", "session__event__title"]
    fields = ["session", "theme", ("facilitator", "position"), "minutes", "approved", "approved_by"]
    readonly_fields = ["approved", "approved_by"]
    actions = ["approve", "withdraw"]

    def save_model(self, request, obj, form, change):
        labs.save_group(group=obj)

    @admin.action(
        description="Approvate i verbali scelti: diventano pubblici", permissions=["change"]
    )
    def approve(self, request, queryset):
        def verb(group):
            return labs.approve_minutes(group=group, actor=request.user)

        self._each(request, queryset, verb, "Verbali approvati")

    @admin.action(description="Ritirate l'approvazione dei verbali scelti", permissions=["change"])
    def withdraw(self, request, queryset):
        def verb(group):
            return labs.withdraw_approval(group=group)

        self._each(request, queryset, verb, "Verbali non più pubblici")


class ExperienceForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        group, session = cleaned.get("group"), cleaned.get("session")
        if group and session and group.session_id != session.pk:
            self.add_error("group", "Questo gruppo è di un'altra sessione.")
        named = cleaned.get("administration") or (cleaned.get("administration_name") or "").strip()
        if cleaned.get("is_published") and not named:
            self.add_error(
                "administration_name", "Dite quale amministrazione ha raccontato l'esperienza."
            )
        return cleaned


@admin.register(Experience)
class ExperienceAdmin(LabAdmin):
    form = ExperienceForm
    markdown_fields = ("body",)
    list_display = ["title", "event", "administration_name", "is_published"]
    list_filter = ["is_published"]
    search_fields = ["title", "administration_name", "session__event__title"]
    fields = [
        *("session", "group", "title", "administration_name", "administration"),
        *("body", "position", "is_published"),
    ]
    raw_id_fields = ["administration"]
    actions = ["publish"]

    def save_model(self, request, obj, form, change):
        labs.save_experience(experience=obj)

    @admin.action(
        description="Pubblicate le esperienze scelte: l'amministrazione è d'accordo",
        permissions=["change"],
    )
    def publish(self, request, queryset):
        def verb(experience):
            return labs.publish_experience(experience=experience)

        self._each(request, queryset, verb, "Esperienze pubblicate")
