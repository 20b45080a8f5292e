# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes of the texts: catalogue, glossary, profile questions. Guards first, then one block."""

from collections.abc import Iterable

from django.db import models, transaction

from migliorapa.core import search

from . import rendering, rules_hold
from .models import GlossaryTerm, Question
from .models.catalogue import Entry
from .search import document_of, is_findable, key_of, term_document


@transaction.atomic
def save_entry(entry: Entry) -> None:
    """Saves a text of the catalogue with its HTML, and tells the search about it."""
    entry.body_html = rendering.render(entry)
    entry.full_clean()
    if not entry.published:
        rules_hold.refuse_withdrawing([entry])
    before = type(entry).objects.filter(pk=entry.pk).values_list("code", "slug").first()
    entry.save()
    if before != (entry.code, entry.slug):
        rendering.render_everything()
    if not is_findable(entry):
        return
    if entry.published:
        search.publish([document_of(entry)])
    else:
        search.withdraw([key_of(entry)])


@transaction.atomic
def set_published(*, entries: Iterable[Entry], published: bool) -> int:
    """Puts texts on the site or takes them off; gives how many changed.

    Raises `ValidationError`, and then none changes, for a path that the rules in force propose.
    """
    changed = [entry for entry in entries if entry.published != published]
    if not published:
        rules_hold.refuse_withdrawing(changed)
    for entry in changed:
        entry.published = published
        save_entry(entry)
    return len(changed)


@transaction.atomic
def delete_entry(entry: Entry) -> None:
    """Deletes a text; links to it in other texts keep their words and lose the address.

    Raises `ValidationError` while rules name it.
    """
    rules_hold.refuse_deleting(entry)
    search.withdraw([key_of(entry)])
    entry.delete()
    rendering.render_everything()


@transaction.atomic
def save_links(
    *, model: type[models.Model], owner: dict[str, models.Model], saved=(), removed=()
) -> None:
    """Writes the ordered rows of a text (steps of a path, answers of a question), numbered anew.

    `owner` names the text they belong to, for example `{"path": path}`.
    """
    gone = [row.pk for row in (*saved, *removed) if row.pk]
    model.objects.filter(pk__in=gone).delete()
    for row in saved:
        # Written after all are out of the way: two rows may have swapped what they point to.
        row.full_clean()
        row.save(force_insert=True)
    rows = list(model.objects.filter(**owner).order_by("position", "pk"))
    for position, row in enumerate(rows, 1):
        row.position = position
    model.objects.bulk_update(rows, ["position"])


@transaction.atomic
def save_term(term: GlossaryTerm, *, rerender: bool = True) -> None:
    """Saves a glossary term; texts are linked to it anew when its forms or address changed."""
    forms = ("slug", "term", "aliases")
    term.full_clean()
    before = GlossaryTerm.objects.filter(pk=term.pk).values_list(*forms).first()
    term.save()
    if before and before[0] != term.slug:
        search.withdraw([f"paths.glossaryterm:{before[0]}"])
    search.publish([term_document(term)])
    if rerender and before != tuple(getattr(term, name) for name in forms):
        rendering.render_everything()


@transaction.atomic
def delete_term(term: GlossaryTerm) -> None:
    search.withdraw([term_document(term).key])
    term.delete()
    rendering.render_everything()


def save_question(question: Question) -> None:
    question.full_clean()
    question.save()
