# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hours, closures and targets: a change moves the promises of what is unfinished, and says so."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError

from migliorapa.core.editing.writing import WritingMixin
from migliorapa.core.registry import to_html

from .. import sla
from ..actions import clocks
from ..models import Closure, Office, Queue
from ..sla.lines import from_lines, to_lines

HOURS_HELP = "Un giorno per riga, per esempio: lunedì 9:00-13:00, 14:30-17:30. I festivi li sa già."


class OfficeForm(forms.ModelForm):
    hours = forms.CharField(
        label="Orario",
        help_text=HOURS_HELP,
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 7, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Office
        fields = ["name", "slug", "patron_saint_month", "patron_saint_day"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("hours", to_lines(self.instance.intervals))

    def clean_hours(self):
        try:
            self.instance.intervals = from_lines(self.cleaned_data["hours"])
        except sla.OfficeError as error:
            raise ValidationError(str(error))
        return self.cleaned_data["hours"]

    def clean(self):
        cleaned = super().clean()
        month, day = cleaned.get("patron_saint_month"), cleaned.get("patron_saint_day")
        if bool(month) != bool(day):
            self.add_error("patron_saint_day", "Scrivete sia il giorno sia il mese, o nessuno.")
        elif month:
            try:
                sla.Office({}, (month, day))
            except sla.OfficeError as error:
                self.add_error("patron_saint_day", str(error))
        return cleaned


class ClosureForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "La chiusura finisce prima di cominciare.")
        return cleaned


class ClosureInline(admin.TabularInline):
    model, form = Closure, ClosureForm
    extra = 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("first_day", "last_day"):
            kwargs["widget"] = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TellsPromises:
    """After saving, promises are counted again; `promises_reason` is read in the history."""

    promises_reason = ""

    def office_of(self, obj) -> Office:
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        office = Office.objects.get(pk=self.office_of(form.instance).pk)
        moved = clocks.recompute_office(office, actor=request.user, reason=self.promises_reason)
        if moved == 1:
            messages.info(request, "Una promessa si è spostata: lo dice la storia della richiesta.")
        elif moved:
            messages.info(request, f"Si sono spostate {moved} promesse: lo dice la loro storia.")

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self.is_used(obj))


@admin.register(Office)
class OfficeAdmin(TellsPromises, admin.ModelAdmin):
    form, inlines = OfficeForm, [ClosureInline]
    promises_reason = "orario dell'ufficio"
    list_display = ["name", "hours_in_words"]
    fields = ["name", "slug", "hours", ("patron_saint_day", "patron_saint_month")]

    def office_of(self, obj):
        return obj

    def is_used(self, office):
        return office.queue_set.exists()

    @admin.display(description="orario")
    def hours_in_words(self, office):
        return to_lines(office.intervals).replace("\n", "; ")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


@admin.register(Queue)
class QueueAdmin(TellsPromises, WritingMixin, admin.ModelAdmin):
    promises_reason = "tempi della coda"
    list_display = ["label", "office", "first_answer_in_words", "solution_in_words", "is_active"]
    fields = [
        *("label", "slug", "description", "topics", "office"),
        *(("first_answer_minutes", "solution_minutes"), ("position", "is_active")),
    ]
    list_select_related = ["office"]

    def office_of(self, obj):
        return obj.office

    def is_used(self, queue):
        return queue.tickets.exists()

    def to_html(self, text):
        return to_html(text)

    @admin.display(description="prima risposta entro")
    def first_answer_in_words(self, queue):
        return sla.waiting(queue.first_answer_minutes, clocks.working(queue.office))

    @admin.display(description="soluzione entro")
    def solution_in_words(self, queue):
        return sla.waiting(queue.solution_minutes, clocks.working(queue.office))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["label"]}
