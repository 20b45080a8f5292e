# SPDX-License-Identifier: AGPL-3.0-or-later
"""What staff do for one person, or write to many."""

from django.core.exceptions import ValidationError
from django.db import transaction

from .. import notifications
from ..models import Event, Place, StaffMessage
from . import seats
from .places import fresh

Status = Place.Status


@transaction.atomic
def give_place(*, place: Place, reason: str, one_more: bool = False) -> Place:
    """A place outside the queue; `one_more` raises the capacity of a full session by what it takes.

    Raises ValidationError when the session is full and nobody said so.
    """
    if not reason.strip():
        raise ValidationError("Scrivete il motivo: resta nella cronologia dell'iscrizione.")
    registration, places = fresh(place.registration)
    place = next((each for each in places if each.pk == place.pk), None)
    if place is None or registration.confirmed is None:
        raise ValidationError("L'indirizzo e-mail non è ancora confermato.")
    if place.status == Status.CONFIRMED:
        raise ValidationError("Questa persona ha già il posto.")
    session = place.session
    if session.is_cancelled or session.event.is_cancelled:
        raise ValidationError("La sessione è annullata.")
    taken = session.places.taken().exclude(pk=place.pk).count()
    if session.capacity is not None and taken >= session.capacity:
        if not one_more:
            raise ValidationError(
                f"I {session.capacity} posti sono tutti dati. Per darne uno in più spuntate la "
                "casella, se la sala lo permette."
            )
        session.capacity = taken + 1
        session.save(update_fields=["capacity"])
    seats.give(place)
    return place


@transaction.atomic
def send_message(*, message: StaffMessage, actor=None) -> StaffMessage:
    """To each person once; the same words are sent to the same people only once."""
    Event.objects.select_for_update(no_key=True).get(pk=message.event_id)
    same = StaffMessage.objects.filter(
        event=message.event_id,
        session=message.session_id,
        audience=message.audience,
        subject=message.subject,
        body=message.body,
    )
    if same.exists():
        raise ValidationError("Avete già inviato questo messaggio alle stesse persone.")
    message.sent_by = actor
    message.save()
    message.recipients = notifications.message(message)
    if not message.recipients:
        raise ValidationError("Non c'è nessuno a cui inviarlo.")
    message.save(update_fields=["recipients"])
    return message
