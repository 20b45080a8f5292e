# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who a FAQ comes from does not want it read: it leaves the site until somebody decides."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Faq, FaqObjection, FaqOrigin
from ..notifications import faq_mails
from . import faqs
from .guards import operators_only

Status = Faq.Status


@transaction.atomic
def object_to(*, origin: FaqOrigin, text: str) -> FaqObjection:
    """One at a time; another is possible once the first is decided."""
    if not text.strip():
        raise ValidationError("Scrivete in due parole che cosa non volete che si legga.")
    faq = Faq.objects.select_for_update().get(pk=origin.faq_id)
    if faq.status == Status.WITHDRAWN:
        raise ValidationError("La FAQ è già ritirata: nessuno la legge.")
    objection, is_new = FaqObjection.objects.get_or_create(
        origin=origin, decided=None, defaults={"text": text.strip()[:2000]}
    )
    if is_new:
        if faq.status == Status.PUBLISHED:
            faq.status = Status.IN_REVIEW
        faq.approved_by = None
        faq.save()
        faqs.refresh(faq)
        faq_mails.objected(objection)
    return objection


@transaction.atomic
def decide(*, objection: FaqObjection, actor, decision: str) -> FaqObjection:
    """Closes an objection; publishing again is an approval of its own."""
    operators_only(actor)
    if not decision.strip():
        raise ValidationError("Scrivete la decisione: la legge chi ha fatto l'obiezione.")
    rows = FaqObjection.objects.select_for_update()
    objection = rows.get(pk=objection.pk)
    if objection.decided:
        raise ValidationError("Un collega ha già deciso: ricaricate la pagina.")
    objection.decided, objection.decision = timezone.now(), decision.strip()
    objection.save()
    faq_mails.objection_decided(objection)
    return objection
