# SPDX-License-Identifier: AGPL-3.0-or-later
"""IndicePA files in the admin's import page; big ones go through `manage.py import_ipa`."""

import tablib
from import_export import resources
from import_export.formats.base_formats import Format

from migliorapa.core.editing.exports import SafeCSV

from .folding import folded
from .ipa import importer, reader
from .models import Administration

COLUMNS = ["ipa_code", *(name for name in importer.FIELDS if name != "search_key")]


class IndicePA(Format):
    """Both of IndicePA's formats, told apart by their header."""

    def __init__(self, encoding=None):
        """The reader finds the encoding by itself."""

    def get_title(self):
        return "IndicePA (enti.csv o amministrazioni.txt)"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv"

    def can_import(self):
        return True

    def create_dataset(self, in_stream):
        text = reader.decode(in_stream) if isinstance(in_stream, bytes) else in_stream
        dataset = tablib.Dataset(headers=COLUMNS)
        for record in importer.sound_records(text, importer.Report()):
            values = record.values | {"ipa_code": record.ipa_code}
            dataset.append([values.get(name) for name in COLUMNS])
        return dataset


class AdministrationResource(resources.ModelResource):
    class Meta:
        model = Administration
        import_id_fields = ["ipa_code"]
        fields = COLUMNS
        skip_unchanged = True
        report_skipped = False

    def import_instance(self, instance, row, **kwargs):
        """As the command does: what the file does not say, or staff checked, stays."""
        kept = {name: getattr(instance, name) for name in COLUMNS if row.get(name) is None}
        if instance.domain_checked:
            kept["email_domain"] = instance.email_domain
        super().import_instance(instance, row, **kwargs)
        for name, value in kept.items():
            setattr(instance, name, value)
        instance.search_key = folded(instance.name)


IMPORT_FORMATS = [IndicePA]
EXPORT_FORMATS = [SafeCSV]
