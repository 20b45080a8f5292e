# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin

from ..models import DeepDive, Path, PathDeepDive, PathStep, Phase, Step, StepTool, Tool
from .entries import EntryAdmin, EntryForm, OrderedInline
from .fields import ToolDataField


class PhaseForm(EntryForm):
    letter = "F"


class ToolForm(EntryForm):
    letter = "T"


class DeepDiveForm(EntryForm):
    letter = "A"


class PathForm(EntryForm):
    letter = "P"


class StepForm(EntryForm):
    letter = "S"

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("days_min"), cleaned.get("days_max")
        if least is not None and most is not None and most < least:
            self.add_error(
                "days_max", f"Le giornate al massimo non possono essere meno di {least}."
            )
        return cleaned


class StepToolInline(OrderedInline):
    model, target = StepTool, "tool"
    verbose_name_plural = "Strumenti del passo"


class PathStepInline(OrderedInline):
    model, target = PathStep, "step"
    verbose_name_plural = "Passi del percorso"


class PathDeepDiveInline(OrderedInline):
    model, target = PathDeepDive, "deep_dive"
    verbose_name_plural = "Approfondimenti del percorso"


@admin.register(Phase)
class PhaseAdmin(EntryAdmin):
    form = PhaseForm
    feminine = True
    words = ("summary",)


@admin.register(Step)
class StepAdmin(EntryAdmin):
    form = StepForm
    list_display = ["code", "title", "phase_code", "published", "review", "owner"]
    list_filter = ["phase", *EntryAdmin.list_filter]
    list_select_related = ["owner", "phase"]
    search_fields = ["code", "title", "purpose", "body"]
    inlines = [StepToolInline]
    words = ("phase", "purpose")
    more_fieldsets = (
        ("Che cosa serve e che cosa ne esce", {"fields": ["inputs", "outputs", "mistakes"]}),
        ("Giornate di lavoro", {"fields": [("days_min", "days_max")]}),
    )

    @admin.display(description="fase", ordering="phase__position")
    def phase_code(self, step):
        return step.phase.code


@admin.register(Path)
class PathAdmin(EntryAdmin):
    form = PathForm
    search_fields = ["code", "title", "for_whom", "summary", "body"]
    inlines = [PathStepInline, PathDeepDiveInline]
    words = ("for_whom", "summary", "first_thing", "not_for", "outcomes", "questionnaire")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "questionnaire":
            kwargs["queryset"] = Tool.objects.filter(data__has_key="questionnaire")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Tool)
class ToolAdmin(EntryAdmin):
    form = ToolForm
    markdown_fields = ("body", "document", "example")
    special_fields = EntryAdmin.special_fields | {"data": ToolDataField}
    list_display = ["code", "title", "kind", "published", "review", "owner"]
    list_filter = ["kind", *EntryAdmin.list_filter]
    search_fields = ["code", "title", "purpose", "body", "document"]
    words = ("kind", "purpose")
    more_fieldsets = (
        ("Modello ed esempio", {"fields": ["document", "example"], "classes": ["collapse"]}),
        ("Voci o domande", {"fields": ["data"], "classes": ["collapse"]}),
    )


@admin.register(DeepDive)
class DeepDiveAdmin(EntryAdmin):
    form = DeepDiveForm
    search_fields = ["code", "title", "purpose", "body"]
    words = ("purpose",)
