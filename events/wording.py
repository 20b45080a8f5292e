# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions and places in words, for pages and mails."""

from dataclasses import dataclass

from migliorapa.core import moments

from .models import Place, Session

NUMERALS = ("zero", "una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")


def when(session: Session) -> str:
    if session.starts:
        return moments.in_words(session.starts, session.ends)
    return moments.without_time_in_words(session.day)


def where(session: Session) -> str:
    """The place in words; never the address of an online room."""
    event = session.event
    parts = [session.place, event.venue, event.address, event.city]
    found = ", ".join(part for part in parts if part)
    if event.is_online:
        return f"{found}, e online" if found else "online"
    return found


def people(number: int) -> str:
    if number == 1:
        return "una persona"
    return f"{NUMERALS[number] if number < len(NUMERALS) else number} persone"


def ahead_in_words(ahead: int) -> str:
    """How many are before somebody in the queue."""
    if ahead == 0:
        return "siete la prima persona in lista"
    verb = "c'è" if ahead == 1 else "ci sono"
    return f"prima di voi {verb} {people(ahead)}"


def ahead_of(place: Place) -> int:
    waiting = Place.objects.waiting().filter(session_id=place.session_id)
    return waiting.filter(number__lt=place.number).count()


@dataclass(frozen=True)
class Availability:
    """Places of a session for a newcomer: None is without limit."""

    left: int | None
    waiting: int = 0
    has_waiting_list: bool = True

    @property
    def is_closed(self) -> bool:
        return self.left == 0 and not self.has_waiting_list

    def __str__(self):
        if self.left is None:
            return "posti senza limite"
        if self.left:
            return "un posto libero" if self.left == 1 else f"{self.left} posti liberi"
        if not self.has_waiting_list:
            return "al completo"
        queue = f", {ahead_in_words(self.waiting)}" if self.waiting else ""
        return f"al completo: potete mettervi in lista d'attesa{queue}"
