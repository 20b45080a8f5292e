# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes out of a lab: minutes, public once approved, and experiences, once agreed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from migliorapa.core.registry import to_html

from ..models import Experience, LabGroup


@transaction.atomic
def save_group(*, group: LabGroup) -> LabGroup:
    """Other minutes are no longer the approved ones: they go back to be approved."""
    before = LabGroup.objects.select_for_update().filter(pk=group.pk).first()
    group.minutes_html = to_html(group.minutes)
    if before and group.minutes != before.minutes:
        group.approved = group.approved_by = None
    group.full_clean(exclude=["minutes_html"])
    group.save()
    return group


@transaction.atomic
def approve_minutes(*, group: LabGroup, actor) -> LabGroup:
    """From now on they are in the proceedings."""
    group = LabGroup.objects.select_for_update().get(pk=group.pk)
    if not group.minutes.strip():
        raise ValidationError("Il verbale è vuoto: scrivetelo prima di approvarlo.")
    if group.approved is None:
        group.approved, group.approved_by = timezone.now(), actor
        group.minutes_html = to_html(group.minutes)
        group.save()
    return group


@transaction.atomic
def withdraw_approval(*, group: LabGroup) -> LabGroup:
    group = LabGroup.objects.select_for_update().get(pk=group.pk)
    group.approved = group.approved_by = None
    group.save()
    return group


@transaction.atomic
def save_experience(*, experience: Experience) -> Experience:
    """The group, if there is one, is of the same session."""
    group = experience.group
    if group and group.session_id != experience.session_id:
        raise ValidationError({"group": "Questo gruppo è di un'altra sessione."})
    experience.body_html = to_html(experience.body)
    experience.full_clean(exclude=["body_html"])
    experience.save()
    return experience


@transaction.atomic
def publish_experience(*, experience: Experience, published: bool = True) -> Experience:
    """With the consent of the administration, which must be named."""
    experience = Experience.objects.select_for_update().get(pk=experience.pk)
    if published and not (experience.administration_id or experience.administration_name.strip()):
        raise ValidationError("Dite quale amministrazione ha raccontato l'esperienza.")
    experience.is_published = published
    experience.body_html = to_html(experience.body)
    experience.save()
    return experience
