# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from .fields import BodyField, FilesField, ToldForm
from .new import KEY


def posted_key(data) -> str:
    """Of the form a text was sent with; empty when it is none of ours."""
    key = data.get("form_key", "")
    return key if KEY.fullmatch(key) else ""


class ReplyForm(ToldForm):
    text = BodyField(
        label="Scrivete all'help desk",
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control"}),
    )
    uploads = FilesField()
