# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proceedings of an event: put on line, kept back until a day, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from migliorapa.core.registry import to_html

from ..models import AskedQuestion, Event
from .materials import delete_material, publish_material, save_material, unpublish_material
from .publishing import refresh
from .versions import add_captions, add_version, put_on_line, remove_version

__all__ = [
    "add_captions",
    "add_version",
    "delete_material",
    "publish_material",
    "publish_proceedings",
    "put_on_line",
    "remove_version",
    "save_asked_question",
    "save_material",
    "unpublish_material",
    "withdraw_proceedings",
]


@transaction.atomic
def publish_proceedings(*, event: Event, embargo=None) -> Event:
    """Again, to change the embargo. Materials are published one by one."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if event.status == Event.Status.DRAFT:
        raise ValidationError("L'appuntamento è una bozza: pubblicatelo prima dei suoi atti.")
    if embargo and embargo <= timezone.now():
        raise ValidationError({"embargo": "Questa data è già passata: lasciate vuoto il campo."})
    has_words = event.proceedings_summary.strip() or event.asked_questions.exists()
    if not has_words and not event.materials.filter(is_published=True).exists():
        raise ValidationError(
            "Gli atti sono ancora vuoti: scrivete che cosa si è detto o pubblicate un materiale."
        )
    event.proceedings_published = event.proceedings_published or timezone.now()
    event.proceedings_embargo = embargo
    event.save()
    return refresh(event)


@transaction.atomic
def withdraw_proceedings(*, event: Event) -> Event:
    """Takes back the page; materials already public keep their own addresses."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    event.proceedings_published = event.proceedings_embargo = None
    event.save()
    return refresh(event)


@transaction.atomic
def save_asked_question(*, asked: AskedQuestion) -> AskedQuestion:
    asked.answer_html = to_html(asked.answer)
    asked.full_clean()
    asked.save()
    refresh(asked.event, tell=False)
    return asked
