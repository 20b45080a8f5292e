# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page «Cura dei testi», on screen and as CSV, hung on the list of loaded files."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from migliorapa.core.admin import ReadOnlyAdmin
from migliorapa.core.models import LoadedFile
from migliorapa.core.spreadsheet import csv_response

from .. import editorial


@admin.register(LoadedFile)
class LoadedFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "loaded"]
    search_fields = ["name"]
    fields = ["name", "loaded", "file_sha256", "row_sha256"]

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.care_view))
        return [path("cura/", view, name="paths_care"), *super().get_urls()]

    def care_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        texts = editorial.texts()
        reports = editorial.all_reports(timezone.localdate(), texts)
        if request.GET.get("formato") == "csv":
            return _as_csv(request, reports)
        context = self.admin_site.each_context(request) | {
            "title": "Cura dei testi",
            "opts": self.opts,
            "reports": reports,
            "readability": editorial.readability(texts),
        }
        return TemplateResponse(request, "admin/paths/care.html", context)


def _as_csv(request, reports):
    rows = (
        (report.title, row.kind, row.name, row.detail, request.build_absolute_uri(row.edit_url))
        for report in reports
        for row in report.rows
    )
    header = ["Controllo", "Tipo", "Testo", "Che cosa si vede", "Modifica"]
    return csv_response("cura-dei-testi.csv", header, rows)
