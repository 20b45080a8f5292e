# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from .fields import BodyField, FilesField, ToldForm


class ReplyForm(ToldForm):
    text = BodyField(
        label="Scrivete all'help desk",
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control"}),
    )
    uploads = FilesField()
