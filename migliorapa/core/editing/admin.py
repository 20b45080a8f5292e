# SPDX-License-Identifier: AGPL-3.0-or-later
"""The admin of texts: preview, readability, history in words, exports."""

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404
from import_export.admin import ExportMixin
from import_export.forms import ExportForm
from simple_history.admin import SimpleHistoryAdmin

from .exports import FORMATS, resource_for
from .history import KINDS, ChangesInWords
from .wording import without_article
from .writing import WritingMixin


class EditorialAdmin(ExportMixin, WritingMixin, SimpleHistoryAdmin):
    object_history_template = "admin/editing/history.html"
    object_history_form_template = "admin/editing/history_form.html"
    history_list_per_page = 50
    export_formats = FORMATS
    export_form_class = ExportForm
    export_template_name = "admin/editing/export.html"
    feminine = False

    def message_user(self, request, message, *args, **kwargs):
        said = without_article(message, str(self.opts.verbose_name), feminine=self.feminine)
        super().message_user(request, said, *args, **kwargs)

    def get_resource_classes(self, request):
        return [resource_for(self.model)]

    def get_historical_record_context_helper(self, request, historical_record):
        return ChangesInWords(self.model, historical_record)

    def _check_key(self, field, key):
        """simple_history takes whatever is in the address for a key."""
        try:
            field.to_python(unquote(key))
        except ValidationError:
            raise Http404

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        self._check_key(self.opts.pk, object_id)
        self._check_key(self.model.history.model._meta.pk, version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        self._check_key(self.opts.pk, object_id)
        entries = LogEntry.objects.filter(
            object_id=object_id, content_type__app_label=self.opts.app_label
        )
        entries = entries.filter(content_type__model=self.opts.model_name).select_related("user")
        extra = {"log_entries": entries[:100], "kinds": KINDS, "title": "Cronologia"}
        return super().history_view(request, object_id, extra | (extra_context or {}))
