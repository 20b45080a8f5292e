# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal addresses. Each is signed for one purpose and dies with the registration's nonce."""

from django.conf import settings
from django.urls import reverse

from migliorapa.core import links

from .models import Place, Registration

PURPOSES = ("registration", "confirm", "feedback")
PLACE_PURPOSES = ("join", "certificate", "check_in")


def path(purpose: str, of: Registration | Place) -> str:
    registration = of.registration if isinstance(of, Place) else of
    token = links.sign(f"events.{purpose}", of.pk, registration.nonce)
    return reverse(f"events:{purpose}", args=[token])


def address(purpose: str, of: Registration | Place) -> str:
    """Absolute: it is read in a mail."""
    return settings.SITE_URL + path(purpose, of)


def check_in_address(place: Place) -> str:
    """In the code shown at the entrance; of use to staff only (`place_from("check_in", ...)`)."""
    token = links.sign("events.check_in", place.pk, place.registration.nonce)
    return settings.SITE_URL + reverse("admin:events_session_entrance", args=[token])


def registration_from(purpose: str, token: str) -> Registration | None:
    """Whose link this is; None for one that is broken, forged or made void."""
    try:
        pk, nonce = links.read(f"events.{purpose}", token)
    except links.Broken:
        return None
    rows = Registration.objects.select_related("event", "user")
    return rows.filter(pk=pk, nonce=nonce).first()


def place_from(purpose: str, token: str) -> Place | None:
    try:
        pk, nonce = links.read(f"events.{purpose}", token)
    except links.Broken:
        return None
    rows = Place.objects.select_related("registration", "session__event")
    return rows.filter(pk=pk, registration__nonce=nonce).first()
