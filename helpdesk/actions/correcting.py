# SPDX-License-Identifier: AGPL-3.0-or-later
"""An operator changes a word in what others wrote in public: the text before is kept, and who wrote
it is told."""

from django.core.exceptions import ValidationError
from django.db import transaction

from migliorapa.core.registry import to_html

from ..models import PublicAnswer, PublicCorrection, PublicQuestion
from ..notifications import question_mails
from .guards import operators_only
from .questions import Status, check, refresh

FIELDS = {PublicQuestion: ("title", "body"), PublicAnswer: ("body",)}


@transaction.atomic
def correct(*, entry: PublicQuestion | PublicAnswer, actor, **texts: str):
    """`texts`: title and body of a question, body of an answer. The same words change nothing."""
    operators_only(actor)
    model = type(entry)
    rows = model.objects.select_for_update(of=("self",))
    entry = rows.select_related("author", "administration").get(pk=entry.pk)
    if entry.status == Status.WITHDRAWN:
        raise ValidationError("Questo testo non si legge più: non si corregge.")
    question = entry if model is PublicQuestion else entry.question
    after = {name: texts[name].strip() for name in FIELDS[model]}
    before = {name: getattr(entry, name) for name in FIELDS[model]}
    if after == before:
        return entry
    # A question from a request was written by operators: its author is who asked there.
    person = entry.author if entry is not question or not question.ticket else None
    check(
        after.values(), person=person, administration=entry.administration, ticket=question.ticket
    )
    for name, text in after.items():
        setattr(entry, name, text)
    entry.body_html = to_html(entry.body)
    entry.save(update_fields=[*after, "body_html"])
    kind = "question" if model is PublicQuestion else "answer"
    correction = PublicCorrection(actor=actor, before=before, after=after, **{kind: entry})
    correction.save()
    if entry.author_id != actor.pk:
        question_mails.corrected(correction)
    refresh(question)
    return entry
