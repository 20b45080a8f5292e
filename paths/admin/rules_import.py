# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect

from .. import actions, rules_files
from ..engine import RuleError
from ..rules_form.fields import PrintableField
from .rules_common import address, log, page

LARGEST = 2_000_000


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File delle regole",
        help_text="JSON canonico oppure DMN 1.3 scritto da MiglioraPA, al massimo 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".json,.dmn,.xml"}),
    )
    note = PrintableField(
        label="Che cosa cambia e perché",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_file(self):
        """The rules in the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("Il file supera i 2 MB: un file di regole è molto più piccolo.")
        try:
            return rules_files.read(file.read())
        except RuleError as error:
            raise ValidationError(str(error))


def import_rules(request):
    if not request.user.has_perm("paths.add_ruleset"):
        raise PermissionDenied
    form = ImportForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    if form.is_valid():
        rules, note = form.cleaned_data["file"], form.cleaned_data["note"]
        try:
            draft = actions.import_draft(rules=rules, note=note)
        except RuleError as error:
            form.add_error("file", str(error))
        else:
            log(request, draft, "Bozza nata da un file.")
            sentence = f"Bozza {draft.version} nata dal file. Leggete le segnalazioni qui sotto."
            messages.success(request, sentence)
            return redirect(address(draft))
    return page(request, "import.html", None, "Importate le regole da un file", form=form)
