# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin

GONE = (
    "Non è stato importato niente: il file da confermare non c'è più. Forse l'avete già "
    "confermato. Controllate l'elenco e, se serve, caricate di nuovo il file."
)


class TwoStepImportMixin(ImportExportMixin):
    """A file confirmed twice, or after it was thrown away, is told and breaks nothing."""

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if self._is_sound(self.create_confirm_form(request)):
            try:
                return super().process_import(request, **kwargs)
            except OSError:
                pass
        messages.error(request, GONE)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def _is_sound(self, form) -> bool:
        formats = {str(number) for number, _ in enumerate(self.get_import_formats())}
        return form.is_valid() and form.cleaned_data["format"] in formats
