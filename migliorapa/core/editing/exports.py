# SPDX-License-Identifier: AGPL-3.0-or-later
"""CSV and XLSX of the admin's lists, safe to open in a spreadsheet program."""

import tablib
from django.contrib.postgres.fields import ArrayField
from import_export import resources, widgets
from import_export.formats.base_formats import CSV, XLSX

from ..spreadsheet import safe_cell, unescaped

SEPARATOR = " | "


class LinesWidget(widgets.SimpleArrayWidget):
    """Items apart by a bar: our texts are full of commas."""

    def __init__(self):
        super().__init__(separator="|")

    def clean(self, value, row=None, **kwargs):
        items = (item.strip() for item in str(value or "").split(self.separator))
        return [item for item in items if item]

    def render(self, value, obj=None, **kwargs):
        return SEPARATOR.join(value or [])


class TextResource(resources.ModelResource):
    @classmethod
    def widget_from_django_field(cls, f, default=widgets.Widget):
        if isinstance(f, ArrayField):
            return LinesWidget
        return super().widget_from_django_field(f, default)


def _has_code(field) -> bool:
    return field.is_relation and any(
        other.name == "code" for other in field.related_model._meta.concrete_fields
    )


def resource_for(model) -> type[resources.ModelResource]:
    """All that staff write, nothing computed, nobody's name."""
    fields = [field for field in model._meta.concrete_fields if field.editable]
    names = [field.name for field in fields if not (field.primary_key or field.is_relation)]
    names += [f"{field.name}__code" for field in fields if _has_code(field)]
    return resources.modelresource_factory(
        model, resource_class=TextResource, meta_options={"fields": names}
    )


def _map_cells(dataset: tablib.Dataset, change) -> tablib.Dataset:
    rows = [[change(cell) for cell in row] for row in dataset]
    return tablib.Dataset(*rows, headers=dataset.headers, title=dataset.title)


class SafeCSV(CSV):
    def export_data(self, dataset, **kwargs):
        text = super().export_data(_map_cells(dataset, safe_cell), delimiter=";", **kwargs)
        return f"\ufeff{text}"

    def create_dataset(self, in_stream, **kwargs):
        text = in_stream.removeprefix("\ufeff")
        header = text.partition("\n")[0]
        delimiter = max(";,\t", key=header.count)
        return _map_cells(super().create_dataset(text, delimiter=delimiter, **kwargs), unescaped)


class SafeXLSX(XLSX):
    def export_data(self, dataset, **kwargs):
        return super().export_data(_map_cells(dataset, safe_cell), **kwargs)

    def create_dataset(self, in_stream):
        return _map_cells(super().create_dataset(in_stream), unescaped)


FORMATS = [SafeCSV, SafeXLSX]
