# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who looks after an answer. It does not change what is read, so nobody has to approve it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from ..faq.review_queue import keepers
from ..models import Faq
from .guards import operators_only


@transaction.atomic
def look_after(*, faq: Faq, owner, review_due: date, actor) -> Faq:
    """`owner` None: all operators. A later date settles that it was due, and nothing else."""
    operators_only(actor)
    if owner is not None and not keepers().filter(pk=owner.pk).exists():
        raise ValidationError("Il responsabile è un operatore o una persona della redazione.")
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    if review_due != faq.review_due and "due" in faq.review_kinds:
        _no_longer_due(faq)
    faq.owner, faq.review_due = owner, review_due
    faq.save()
    return faq


def _no_longer_due(faq: Faq) -> None:
    """Reasons and their kinds stand in the same order."""
    told = zip(faq.review_kinds, faq.review_reasons, strict=False)
    left = [(kind, said) for kind, said in told if kind != "due"]
    faq.review_kinds = [kind for kind, _ in left]
    faq.review_reasons = [said for _, said in left]
    faq.needs_review = bool(left)
