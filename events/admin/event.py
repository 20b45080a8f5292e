# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of an event, with its sessions and the questions of the registration."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from migliorapa.core import moments, registry
from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.fields import LinesField
from migliorapa.core.editing.forms import EditorialForm

from ..models import AskedQuestion, Event, Question, Session
from . import event_pages
from .sessions import SessionInline, tell_notices
from .telling import TellingMixin

MOST_QUESTIONS = 30
MOMENT = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EventForm(EditorialForm):
    def clean_steps(self):
        codes = [code.upper() for code in self.cleaned_data["steps"]]
        known = registry.entries(codes)
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(
                f"Nel catalogo non c'è: {', '.join(unknown)}. Scrivete codici di passi, come S10."
            )
        return list(dict.fromkeys(codes))

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("registration_opens"), cleaned.get("registration_closes")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes", "Le iscrizioni chiudono prima di aprire.")
        return cleaned


class QuestionForm(forms.ModelForm):
    choices = LinesField(
        label="Scelte",
        required=False,
        max_length=150,
        help_text="Una per riga, solo se il tipo è «Una scelta».",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Question.Kind.CHOICE and len(cleaned.get("choices") or []) < 2:
            self.add_error("choices", "Scrivete almeno due scelte, una per riga.")
        return cleaned


class QuestionInline(admin.StackedInline):
    model, form = Question, QuestionForm
    extra = 0
    max_num = MOST_QUESTIONS
    classes = ["collapse"]
    verbose_name_plural = "Domande dell'iscrizione: bisogni e problemi da discutere"
    fields = ["text", "help_text", ("kind", "position"), "choices", ("is_required", "is_need")]

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_QUESTIONS, **kwargs)


class AskedQuestionInline(admin.StackedInline):
    model = AskedQuestion
    extra = 0
    max_num = MOST_QUESTIONS
    classes = ["collapse"]
    verbose_name_plural = "Atti: domande del pubblico e risposte"
    fields = ["question", "answer", "position"]

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_QUESTIONS, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("question", "answer"):
            kwargs["widget"] = admin.widgets.AdminTextareaWidget({"rows": 4})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class WhenFilter(admin.SimpleListFilter):
    title = "quando"
    parameter_name = "quando"

    def lookups(self, request, model_admin):
        return [("futuri", "Da tenere"), ("passati", "Già tenuti")]

    def queryset(self, request, queryset):
        if self.value() == "futuri":
            return queryset.upcoming()
        return queryset.past() if self.value() == "passati" else queryset


@admin.register(Event)
class EventAdmin(TellingMixin, EditorialAdmin):
    form = EventForm
    markdown_fields = ("body", "proceedings_summary")
    list_display = ["title", "days", "where", "kind", "status"]
    list_filter = ["status", WhenFilter, "kind", "series", "region_code", "is_history"]
    search_fields = ["title", "summary", "city"]
    search_help_text = "Parole del titolo e della sintesi, o la città"
    ordering = ["-first_day", "-starts"]
    inlines = [SessionInline, QuestionInline, AskedQuestionInline]
    actions = None
    change_form_template = "admin/events/event_form.html"
    change_list_template = "admin/events/event_list.html"
    fieldsets = [
        (
            "Che cosa",
            {"fields": ["seen", "title", ("kind", "level"), "summary", "body", "audience"]},
        ),
        (
            "Dove",
            {
                "fields": [
                    *("is_online", ("city", "region_code"), "venue", "address", "getting_there"),
                ],
                "description": "L'indirizzo della stanza online si scrive nella sessione.",
            },
        ),
        (
            "Iscrizioni",
            {
                "fields": [
                    "takes_registrations",
                    ("registration_opens", "registration_closes"),
                    *("is_recorded", "contact"),
                ]
            },
        ),
        ("Argomenti e collegamenti", {"fields": ["topics", "steps", "series", "partners"]}),
        (
            "Atti e questionario",
            {
                "classes": ["collapse"],
                "fields": ["proceedings_summary", "feedback_public"],
            },
        ),
        (
            "Indirizzo, fonti e storia",
            {
                "classes": ["collapse"],
                "fields": ["slug", "sources", "is_history", "proceedings_declared"],
                "description": "Se cambiate l'indirizzo, i collegamenti di altri siti smettono di "
                "funzionare. I calendari già sottoscritti continuano a seguire l'appuntamento.",
            },
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("registration_opens", "registration_closes"):
            return db_field.formfield(widget=MOMENT)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="quando", ordering="first_day")
    def days(self, event):
        if event.first_day is None:
            return "data da definire"
        return moments.days_in_words(event.first_day, event.last_day)

    @admin.display(description="dove")
    def where(self, event):
        return event.where

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_urls(self):
        return event_pages.urls(self.admin_site) + super().get_urls()

    def event_id_of(self, object_id):
        return int(object_id) if str(object_id).isdecimal() and len(str(object_id)) < 10 else None

    def to_html(self, text):
        return registry.to_html(text)

    def has_delete_permission(self, request, obj=None):
        """What was announced is cancelled; only drafts nobody registered for disappear."""
        deletable = obj is None or (
            obj.status == Event.Status.DRAFT and not obj.registrations.exists()
        )
        return deletable and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """What belongs to a draft goes with it."""
        shown, counts, _, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def save_formset(self, request, form, formset, change):
        if formset.model is AskedQuestion:
            for row in formset.save(commit=False):
                row.answer_html = registry.to_html(row.answer)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.save_in_step(request, form.instance)
        sessions = (each for each in formsets if each.model is Session)
        tell_notices(request, (row for formset in sessions for row in formset.forms))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = {"doors": event_pages.doors(object_id)} if object_id else {}
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))

    def changelist_view(self, request, extra_context=None):
        extra = {"doors": event_pages.list_doors()}
        return super().changelist_view(request, extra | (extra_context or {}))
