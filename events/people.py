# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who registered, as staff look for them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from migliorapa.accounts.models import Administration
from migliorapa.accounts.regions import REGIONS
from migliorapa.core.text import fold

from .models import Event, Place, Registration, Session

TYPES = dict(Administration.Type.choices)


def kind_of_administration(code: str) -> str:
    return TYPES.get(code, "")


def matches(registration: Registration, text: str) -> bool:
    """Every word, in any order, without regard to accents."""
    facts = (registration.name, registration.email, registration.administration_name)
    known = fold(" ".join(facts))
    return all(word in known for word in fold(text).split())


@dataclass(frozen=True)
class Asked:
    """What a list is filtered by; unknown values filter nothing."""

    session: int | None = None
    state: str = ""
    text: str = ""

    @classmethod
    def read(cls, query, sessions: list[Session]) -> "Asked":
        known = {str(session.pk): session.pk for session in sessions}
        state = query.get("stato", "")
        return cls(
            session=known.get(query.get("sessione", "")),
            state=state if state in Place.Status.values else "",
            text=query.get("q", "")[:100].replace("\0", ""),
        )

    def admits(self, place: Place) -> bool:
        of_session = self.session in (None, place.session_id)
        return of_session and self.state in ("", place.status)


def places_of(event: Event, asked: Asked) -> list[Place]:
    """In the order of the programme and of arrival; registrations come along."""
    answers = Prefetch("registration__answers")
    rows = Place.objects.filter(session__event=event)
    rows = rows.select_related("registration", "session", "presence")
    rows = rows.prefetch_related(answers).order_by(
        "session__day", "session__starts", "session_id", "number", "pk"
    )
    found = [place for place in rows if asked.admits(place)]
    if asked.text.strip():
        found = [place for place in found if matches(place.registration, asked.text)]
    for place in found:
        place.session.event = place.registration.event = event
    return found


def is_present(place: Place) -> bool:
    presence = getattr(place, "presence", None)
    return presence is not None and presence.is_valid


HEADER = (
    *("Sessione", "Nome", "E-mail", "Amministrazione", "Tipologia", "Regione"),
    *("Stato", "Numero d'ordine", "Iscritto il", "Presente"),
)


def table(event: Event, places: list[Place]) -> tuple[list[str], list[list]]:
    """For a spreadsheet: a row a place, a column a question."""
    questions = list(event.questions.all())
    header = [*HEADER, *(question.text for question in questions)]
    return header, [_row(place, questions) for place in places]


def _row(place: Place, questions) -> list:
    registration = place.registration
    told = {answer.question_id: answer.text for answer in registration.answers.all()}
    return [
        *(place.session.title, registration.name, registration.email),
        registration.administration_name,
        kind_of_administration(registration.administration_type),
        REGIONS.get(registration.region_code, ""),
        *(place.get_status_display(), place.number or ""),
        date_format(timezone.localtime(registration.created), "Y-m-d H:i"),
        "sì" if is_present(place) else "",
        *(told.get(question.pk, "") for question in questions),
    ]
