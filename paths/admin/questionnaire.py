# SPDX-License-Identifier: AGPL-3.0-or-later
from adminsortable2.admin import SortableAdminBase
from django.contrib import admin

from migliorapa.core.editing.admin import EditorialAdmin

from .. import entry_actions
from ..models import Answer, Question
from .entries import OrderedInline


class AnswerInline(OrderedInline):
    """Words and order only: the codes are those that the rules in force know."""

    model = Answer
    fields = ["code", "label", "help", "position"]
    readonly_fields = ["code"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Question)
class QuestionAdmin(SortableAdminBase, EditorialAdmin):
    feminine = True
    list_display = ["position", "text", "code", "ordinal", "mutable", "skippable"]
    list_display_links = ["text"]
    search_fields = ["code", "text", "why", "answers__label"]
    ordering = ["position"]
    inlines = [AnswerInline]
    readonly_fields = ["code"]
    fieldsets = [
        (None, {"fields": ["seen", "text", "why", "help"]}),
        ("Fonti", {"fields": ["sources"]}),
        (
            "Come si usa",
            {
                "fields": [("position", "code"), "skippable", "ordinal", "mutable"],
                "description": "Domande e risposte si aggiungono e si tolgono insieme alle regole, "
                "nei file del contenuto: una risposta che le regole in vigore non conoscono "
                "fermerebbe il questionario. Qui cambiano le parole e l'ordine.",
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        entry_actions.save_question(obj)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        changed = [row for row, _ in formset.changed_objects]
        owner = {"question": form.instance}
        entry_actions.save_links(model=Answer, owner=owner, saved=changed)
