# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields to write in a request; empty ones are drawn once for all pages."""

from functools import cache

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django.utils.safestring import SafeString

from ..forms.desk import AnswerForm, NoteForm

ANSWER, NOTE = ("text", "uploads"), ("note", "note_uploads")


def _draw(form, names: tuple[str, ...]) -> dict[str, SafeString]:
    return {f"{name}_field": as_crispy_field(form[name]) for name in names}


@cache
def _empty(form_class, names: tuple[str, ...]) -> dict[str, SafeString]:
    return _draw(form_class(), names)


def drawn(answer: AnswerForm | None, note: NoteForm | None) -> dict[str, SafeString]:
    return {
        **(_draw(answer, ANSWER) if answer else _empty(AnswerForm, ANSWER)),
        **(_draw(note, NOTE) if note else _empty(NoteForm, NOTE)),
    }
