# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from migliorapa.core import files
from migliorapa.core.fields import TextField

from ..actions.attachments import AT_MOST, TOTAL, UPLOADS

LONGEST_TEXT = 20_000
ADMITTED = f"Al massimo {AT_MOST} file, {TOTAL // 1024 // 1024} MB in tutto."


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploads as a list. Their content is looked at by the action."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": "Allegati (facoltativi)",
                "required": False,
                "widget": ManyFiles(attrs={"accept": files.ATTACHMENTS.accept}),
                "allow_empty_file": True,
                "help_text": f"{files.ATTACHMENTS.sentence} {ADMITTED}",
            }
            | kwargs
        )

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in uploads if each]


class BodyField(TextField):
    def __init__(self, **kwargs):
        super().__init__(
            **{
                "max_length": LONGEST_TEXT,
                "widget": forms.Textarea(attrs={"rows": 8}),
                "error_messages": {
                    "required": "Scrivete un testo.",
                    "max_length": "Il testo supera i 20.000 caratteri: accorciatelo o allegate "
                    "un documento.",
                },
            }
            | kwargs
        )


class ToldForm(forms.Form):
    """A form whose page lists what is wrong at the top."""

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Where to go in the page, and what is wrong there."""
        found = [("", error) for error in self.non_field_errors()]
        for field in self:
            group = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
            anchor = f"div_{field.auto_id}" if group else field.auto_id
            found += [(anchor, error) for error in field.errors]
        return found


def refuse(form, refusal) -> None:
    """What an action refused, beside the files if it was about them."""
    about_files = getattr(refusal, "code", "") == UPLOADS and UPLOADS in form.fields
    form.add_error(UPLOADS if about_files else None, refusal)
