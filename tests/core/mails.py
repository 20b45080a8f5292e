# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of the outbox for its tests."""

from datetime import timedelta

from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail


def put(key="prova:1", **changes):
    mail = {"to": "anna@comune.it", "subject": "Oggetto", "text": "Testo"} | changes
    return outbox.put(key=key, **mail)


def later(mail, minutes):
    """As if that time had passed for this mail."""
    OutboxMail.objects.filter(pk=mail.pk).update(due=mail.due - timedelta(minutes=minutes))
    mail.refresh_from_db()
