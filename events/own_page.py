# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the own page of a registration tells of each session."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from migliorapa.core import moments

from . import links, qr, wording
from .actions.registration import check_open
from .actions.seats import has_begun
from .joining import is_over
from .material_addresses import Addresses
from .models import Certificate, Material, Place, Registration, Session
from .selectors import availability

Status = Place.Status


@dataclass
class Line:
    place: Place
    session: Session
    registration: Registration
    has_certificate: bool = False
    begun: bool = field(init=False)

    def __post_init__(self):
        self.begun = has_begun(self.session)

    @property
    def pk(self) -> int:
        return self.session.pk

    @property
    def is_off(self) -> bool:
        return self.session.is_cancelled or self.session.event.is_cancelled

    @property
    def when(self) -> str:
        return wording.when(self.session)

    @property
    def where(self) -> str:
        return wording.where(self.session)

    @property
    def is_confirmed(self) -> bool:
        return self.place.status == Status.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.place.status == Status.OFFERED and not self.is_off

    @property
    def is_alive(self) -> bool:
        return self.place.status not in (Status.CANCELLED, Status.EXPIRED)

    @property
    def can_cancel(self) -> bool:
        return self.is_alive and not self.begun and not self.is_off

    @property
    def state(self) -> str:
        """One sentence; the mark beside it is the name of the state."""
        if self.is_off:
            return "La sessione è annullata."
        match self.place.status:
            case Status.PENDING:
                return "Confermate prima il vostro indirizzo e-mail."
            case Status.CONFIRMED:
                return "Avete un posto."
            case Status.WAITING if self.begun:
                return "Non si è liberato nessun posto."
            case Status.WAITING:
                return f"In questo momento {wording.ahead_in_words(wording.ahead_of(self.place))}."
            case Status.OFFERED:
                until = moments.in_words(self.place.offered_until)
                return f"Si è liberato un posto per voi. Accettatelo entro {until}."
            case Status.EXPIRED:
                return "Il tempo per accettare è scaduto: il posto è passato ad altri."
        had_one = self.place.number is not None
        return "Il posto è annullato." if had_one else "Non c'era più un posto per voi."

    @property
    def join(self) -> str:
        is_online = self.session.event.is_online or self.session.kind == Session.Kind.ONLINE
        may = is_online and self.is_confirmed and not self.is_off and not is_over(self.session)
        return links.path("join", self.place) if may else ""

    @property
    def entrance_code(self) -> str:
        """For who comes in person; staff read it with any telephone."""
        in_person = bool(self.session.event.city) and self.session.kind != Session.Kind.ONLINE
        if not (in_person and self.is_confirmed) or self.is_off or is_over(self.session):
            return ""
        return qr.svg(links.check_in_address(self.place), title="Codice per l'ingresso")

    @property
    def certificate(self) -> str:
        return links.path("certificate", self.place) if self.has_certificate else ""


def lines_of(registration: Registration) -> list[Line]:
    """Every session of a registration, in the order of the programme."""
    places = registration.places.select_related("session")
    places = list(places.order_by("session__day", "session__starts", "session__position", "pk"))
    certified = set(
        Certificate.objects.filter(place__in=places, revoked=None).values_list(
            "place_id", flat=True
        )
    )
    lines = []
    for place in places:
        place.registration, place.session.event = registration, registration.event
        lines.append(Line(place, place.session, registration, place.pk in certified))
    return lines


def others_of(registration: Registration, lines: list[Line]):
    """Sessions one may still add, each with its day and the places left."""
    try:
        check_open(registration.event)
    except ValidationError:
        return []
    has = {line.pk for line in lines if line.is_alive}
    programme = registration.event.sessions.filter(is_cancelled=False).exclude(pk__in=has)
    free = [session for session in programme if not has_begun(session)]
    places = availability(free)
    return [(session, wording.when(session), places[session.pk]) for session in free]


def materials_of(registration: Registration, token: str) -> list[tuple[Material, str]]:
    """What the person may read, reserved materials too, each at an address of their own."""
    found = Material.objects.open_to(registration).defer("transcript", "transcript_html")
    return [(each, Addresses(each, token).page) for each in found]


def may_give_feedback(registration: Registration, lines: list[Line]) -> str:
    """The address of the sheet, once everything the person had a place in is over.

    Also after the answer: there one tells what one needs now.
    """
    had = [line for line in lines if line.is_confirmed and not line.is_off]
    ready = had and all(is_over(line.session) for line in had)
    if not ready or registration.event.is_cancelled:
        return ""
    return links.path("feedback", registration)
