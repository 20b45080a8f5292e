# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every text of the catalogue shares in the admin."""

from adminsortable2.admin import CustomInlineFormSet, SortableAdminBase, SortableStackedInline
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError

from migliorapa.core import drawings
from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.forms import EditorialForm

from .. import entry_actions, rendering, rules_hold
from ..editorial import review_in_words
from .filters import ReviewFilter, TopicFilter


class EntryForm(EditorialForm):
    letter = ""

    def clean_code(self):
        code = self.cleaned_data["code"].strip().upper()
        if not (code[:1] == self.letter and code[1:].isdecimal()):
            raise ValidationError(
                f"Il codice è la lettera {self.letter} con un numero, per esempio {self.letter}41."
            )
        return code

    def clean(self):
        cleaned = super().clean()
        reviewed, due = cleaned.get("reviewed"), cleaned.get("review_due")
        if reviewed and due and due <= reviewed:
            self.add_error(
                "review_due", "La prossima revisione deve venire dopo l'ultima: cambiate la data."
            )
        if cleaned.get("published") is False and (said := rules_hold.proposed_by(self.instance)):
            self.add_error("published", said)
        return cleaned


MOST_ROWS = 60  # far above any path; a hand-made request may not ask for thousands


class OrderedFormSet(CustomInlineFormSet):
    """The order is a number one can type; dragging a row writes it too."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        order = self.form.base_fields[self.default_order_field]
        order.is_hidden = False
        order.widget = forms.NumberInput({"class": "_reorder_ order-number", "min": 0})
        order.label = "Ordine"


class OrderedInline(SortableStackedInline):
    formset = OrderedFormSet
    extra = 0
    max_num = MOST_ROWS
    show_change_link = True
    ordering = ["position"]
    target = ""

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(self.target) if self.target else rows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget  # each row has a link to its text already
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # One reading for all the rows of the form.
        field.choices = list(field.choices)
        return field


class EntryAdmin(SortableAdminBase, EditorialAdmin):
    form = EntryForm
    markdown_fields = ("body",)
    list_display = ["code", "title", "published", "review", "owner"]
    list_display_links = ["code", "title"]
    list_filter = [
        "published",
        ReviewFilter,
        TopicFilter,
        ("owner", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["owner"]
    search_fields = ["code", "title", "body"]
    search_help_text = "Codice o parole del titolo e del testo"
    ordering = ["position", "code"]
    actions = ["publish_selected", "withdraw_selected"]
    list_per_page = 60
    markdown_help = (
        f"{EditorialAdmin.markdown_help} Collegamenti: [parole](step:S04), [parole](tool:T20), "
        "[parole](deep_dive:A10), [parole](path:P01), [parole](term:campione). Disegni, tra due "
        'righe vuote: ![che cosa mostra](drawing:campione "Didascalia").'
    )
    words: tuple = ()
    more_fieldsets: tuple = ()

    @admin.display(description="revisione", ordering="review_due")
    def review(self, entry):
        return review_in_words(entry)

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["seen", "title", *self.words, "body"]}),
            *self.more_fieldsets,
            ("Argomenti e fonti", {"fields": ["topics", "sources"]}),
            (
                "Cura",
                {
                    "fields": [("published", "owner"), ("reviewed", "review_due")],
                    "description": "Una bozza la vede solo la redazione. Alla data «da rivedere "
                    "entro» il testo compare in Cura dei testi.",
                },
            ),
            (
                "Codice e indirizzo",
                {
                    "fields": [("code", "slug", "position")],
                    "description": "Il codice non cambia più dopo il primo salvataggio. Se "
                    "cambiate l'indirizzo, i collegamenti interni si aggiornano da soli; quello "
                    "di prima continua a funzionare e porta al nuovo.",
                },
            ),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            users = db_field.remote_field.model.objects.filter(is_staff=True, is_active=True)
            kwargs["queryset"] = users
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def to_html(self, text):
        return drawings.expand(rendering.render_text(text, rendering.Addresses()))

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        entry_actions.save_entry(obj)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        changed = [row for row, _ in formset.changed_objects]
        entry_actions.save_links(
            model=formset.model,
            owner={formset.fk.name: form.instance},
            saved=[*formset.new_objects, *changed],
            removed=formset.deleted_objects,
        )

    def get_deleted_objects(self, objs, request):
        """What the rules name is protected, for one deletion and for many."""
        *found, protected = super().get_deleted_objects(objs, request)
        named = [said for entry in objs for said in rules_hold.names_by_version(entry)]
        return *found, [*protected, *named]

    def delete_model(self, request, obj):
        entry_actions.delete_entry(obj)

    def delete_queryset(self, request, queryset):
        for entry in queryset:
            entry_actions.delete_entry(entry)

    @admin.action(description="Pubblicate i testi scelti", permissions=["change"])
    def publish_selected(self, request, queryset):
        done = entry_actions.set_published(entries=queryset, published=True)
        self.message_user(request, f"Testi pubblicati: {done}.")

    @admin.action(description="Togliete dal sito i testi scelti (bozza)", permissions=["change"])
    def withdraw_selected(self, request, queryset):
        try:
            done = entry_actions.set_published(entries=queryset, published=False)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
            return
        self.message_user(request, f"Testi tornati in bozza: {done}.")
