# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a visitor sends, filled in right unless a test says otherwise."""

from django.urls import reverse


def filled_in(*sessions, **more) -> dict:
    return {
        "sessions": [session.pk for session in sessions],
        "name": "Giulia Neri",
        "email": "giulia@esempio.invalid",
        "organisation": "Comune di Collesereno",
        "organisation_type": "comune",
        "region": "16",
    } | more


def address(event) -> str:
    return reverse("events:register", args=[event.slug])
