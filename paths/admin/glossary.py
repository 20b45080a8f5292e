# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import admin
from django.core.exceptions import ValidationError

from migliorapa.core.editing.admin import EditorialAdmin
from migliorapa.core.editing.exports import FORMATS, TextResource
from migliorapa.core.editing.forms import EditorialForm
from migliorapa.core.editing.imports import TwoStepImportMixin

from .. import entry_actions, rendering
from ..models import GlossaryTerm


def unknown_codes(codes: list[str]) -> list[str]:
    known = {
        code
        for model in rendering.RENDERED
        for code in model.objects.filter(code__in=codes).values_list("code", flat=True)
    }
    return [code for code in codes if code not in known]


class GlossaryForm(EditorialForm):
    def clean_see(self):
        codes = [code.upper() for code in self.cleaned_data["see"]]
        if unknown := unknown_codes(codes):
            raise ValidationError(
                f"Nel catalogo non ci sono questi codici: {', '.join(unknown)}. "
                "Scrivetene uno per riga, per esempio S04."
            )
        return codes


class GlossaryResource(TextResource):
    """A term is found by its address; the texts are linked anew once, at the end."""

    class Meta:
        model = GlossaryTerm
        import_id_fields = ["slug"]
        fields = ["slug", "term", "short", "aliases", "see", "source"]
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False
        use_transactions = True

    def before_save_instance(self, instance, row, **kwargs):
        if unknown := unknown_codes(instance.see):
            raise ValidationError(f"Codici che nel catalogo non ci sono: {', '.join(unknown)}.")

    def do_instance_save(self, instance, is_create):
        entry_actions.save_term(instance, rerender=False)

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        if not kwargs.get("dry_run"):
            rendering.render_everything()


@admin.register(GlossaryTerm)
class GlossaryAdmin(TwoStepImportMixin, EditorialAdmin):
    form = GlossaryForm
    import_formats = FORMATS
    list_display = ["term", "aliases_in_words", "source"]
    search_fields = ["term", "short", "aliases", "slug"]
    fieldsets = [
        (None, {"fields": ["seen", "term", "short", "aliases", "see", "source"]}),
        ("Indirizzo", {"fields": ["slug"]}),
    ]

    @admin.display(description="altre forme")
    def aliases_in_words(self, term):
        return ", ".join(term.aliases)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["term"]}

    def get_resource_classes(self, request):
        return [GlossaryResource]

    def save_model(self, request, obj, form, change):
        obj._history_user = request.user
        entry_actions.save_term(obj)

    def delete_model(self, request, obj):
        entry_actions.delete_term(obj)

    def delete_queryset(self, request, queryset):
        for term in queryset:
            entry_actions.delete_term(term)
