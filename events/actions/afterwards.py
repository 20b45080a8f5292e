# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people tell after a meeting: an anonymous sheet, and what they need now."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from ..joining import is_over
from ..models import Event, Feedback, FeedbackRating, Need, Place, Registration

MOST_NEEDS = 5
NOT_YET = "Il questionario si apre quando l'incontro è finito."
NOT_HELD = "L'appuntamento è annullato: non c'è un questionario."
NO_PLACE = "Il questionario è per chi aveva un posto all'incontro."


def check(registration: Registration) -> None:
    """Whether the sheet is open for somebody; raises ValidationError with the reason."""
    if registration.event.status == Event.Status.CANCELLED:
        raise ValidationError(NOT_HELD)
    places = registration.places.filter(
        status=Place.Status.CONFIRMED, session__is_cancelled=False
    ).select_related("session")
    sessions = [place.session for place in places]
    if not sessions:
        raise ValidationError(NO_PLACE)
    if not all(is_over(session) for session in sessions):
        raise ValidationError(NOT_YET)


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(no_key=True, of=("self",))
    registration = rows.select_related("event").get(pk=registration.pk)
    check(registration)
    return registration


@transaction.atomic
def give_feedback(
    *,
    registration: Registration,
    overall: int,
    ratings: Mapping[str, tuple[int, int]],
    comment: str = "",
) -> None:
    """One sheet a person. Nothing kept with the sheet tells whose it is, so nothing is returned."""
    registration = _locked(registration)
    if registration.gave_feedback:
        raise ValidationError("Avete già risposto: grazie.")
    sheet = Feedback(event=registration.event, overall=overall, comment=comment.strip())
    sheet.full_clean()
    sheet.save()
    rows = [
        FeedbackRating(feedback=sheet, aspect=aspect, importance=first, satisfaction=second)
        for aspect, (first, second) in ratings.items()
    ]
    for row in rows:
        row.clean_fields()
    FeedbackRating.objects.bulk_create(rows)
    registration.gave_feedback = True
    registration.save(update_fields=["gave_feedback"])


@transaction.atomic
def tell_need(*, registration: Registration, text: str) -> Need:
    """For the listening page; the same words twice are one need."""
    registration = _locked(registration)
    told = Need.objects.filter(registration=registration, source=Need.Source.AFTERWARDS)
    text = text.strip()
    if known := told.filter(text=text).first():
        return known
    if told.count() >= MOST_NEEDS:
        raise ValidationError(
            f"Ci avete già detto {MOST_NEEDS} bisogni: per altro scrivete all'help desk."
        )
    return Need.objects.create(
        event=registration.event,
        registration=registration,
        source=Need.Source.AFTERWARDS,
        text=text,
        topics=registration.event.topics[:1],
        region_code=registration.region_code,
        administration_type=registration.administration_type,
    )
