# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate as pages and paper show it, and the code that anybody may verify."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from migliorapa.core import moments

from . import qr, wording
from .models import Certificate, Session
from .models.presence import ALPHABET

LENGTH = 12
NEVER_IN_A_CODE = "0, O, 1, I, L e U"


def length_in_words(minutes: int) -> str:
    """For instance "2 ore e 30 minuti"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append("un'ora" if hours == 1 else f"{hours} ore")
    if rest or not hours:
        parts.append("un minuto" if rest == 1 else f"{rest} minuti")
    return " e ".join(parts)


def session_minutes(session: Session) -> int | None:
    if not (session.starts and session.ends):
        return None
    return int((session.ends - session.starts).total_seconds() // 60)


def normalised(typed: str) -> str:
    """The code as it is kept, however it was typed; raises ValidationError with a sentence."""
    letters = "".join(each for each in typed.upper() if each.isalnum())
    if not letters:
        raise ValidationError("Scrivete il codice che si legge sull'attestato.")
    strange = sorted(set(letters) - set(ALPHABET))
    if strange:
        raise ValidationError(
            f"Nel codice non ci sono mai {NEVER_IN_A_CODE}, né lettere accentate: rileggetelo."
        )
    if len(letters) != LENGTH:
        raise ValidationError(f"Il codice ha {LENGTH} caratteri: ne avete scritti {len(letters)}.")
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def with_code(code: str) -> Certificate | None:
    rows = Certificate.objects.select_related("session__event")
    return rows.filter(code=code).first()


@dataclass
class Attestation:
    """`person` is for the page of its owner alone; all the rest anybody may read."""

    certificate: Certificate

    @property
    def session(self) -> Session:
        return self.certificate.session

    @property
    def event(self):
        return self.session.event

    @property
    def when(self) -> str:
        return wording.when(self.session)

    @property
    def day(self) -> str:
        return moments.day_in_words(self.session.day)

    @property
    def attended(self) -> str:
        """Empty when only the presence is known."""
        minutes = self.certificate.minutes
        return length_in_words(minutes) if minutes else ""

    @property
    def lasted(self) -> str:
        minutes = session_minutes(self.session)
        return length_in_words(minutes) if minutes else ""

    @property
    def where(self) -> str:
        return wording.where(self.session)

    @property
    def issued(self) -> str:
        return moments.day_in_words(self.certificate.issued.astimezone(moments.ROME))

    @property
    def revoked(self) -> str:
        moment = self.certificate.revoked
        return moments.day_in_words(moment.astimezone(moments.ROME)) if moment else ""

    @cached_property
    def verification(self) -> str:
        """The public address."""
        return settings.SITE_URL + reverse("events:verify_code", args=[self.certificate.code])

    @cached_property
    def qr(self) -> str:
        return qr.svg(self.verification, title="Codice QR con l'indirizzo per verificare")

    @property
    def person(self):
        """The registration, until it is forgotten."""
        place = self.certificate.place
        return place.registration if place else None
