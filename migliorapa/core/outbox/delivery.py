# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does with the queue: one transaction a mail, its row locked meanwhile."""

import base64
import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from . import checks, transport
from .actions import NOTHING
from .models import OutboxMail

Status = OutboxMail.Status
logger = logging.getLogger(__name__)
WAITS = [
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 3, 6, 12, 24)),
]
# RFC 3834: no machine should answer to a machine.
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def message_of(mail) -> EmailMultiAlternatives:
    given = {name.lower() for name in mail.headers}
    automatic = {name: value for name, value in AUTOMATIC.items() if name.lower() not in given}
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=automatic | mail.headers | {"Message-ID": f"<{mail.uid}@{host}>"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for part in mail.attachments:
        message.attach(part["name"], base64.b64decode(part["content"]), part["mimetype"])
    return message


def _close(mail, status):
    mail.status, mail.closed = status, timezone.now()
    if status != Status.GIVEN_UP:  # which staff may put back into the queue
        for name, value in NOTHING.items():
            setattr(mail, name, value)
    mail.save()
    return status


def _failed(mail, error, *, for_ever=False):
    mail.last_error = str(error)[:1000]
    mail.attempts += 1
    logger.info("Messaggio %s: tentativo %s: %s", mail.key, mail.attempts, mail.last_error)
    if for_ever or mail.attempts > len(WAITS):
        return _close(mail, Status.GIVEN_UP)
    mail.due = timezone.now() + WAITS[mail.attempts - 1]
    mail.save()
    return Status.QUEUED


def _try(mail, connection):
    """The status it ends in, and whether the round may go on."""
    try:
        with transaction.atomic():
            wanted = checks.holds(mail.check_name, mail.argument)
        if not wanted:
            return _close(mail, Status.DROPPED), True
        transport.hand_over(connection, message_of(mail))
    except transport.Unreachable:
        raise
    except transport.Refused as error:
        return _failed(mail, error, for_ever=True), True
    except transport.Failed as error:
        return _failed(mail, error), not error.ends_round
    except Exception as error:  # a broken check, a text that cannot be written as a mail
        return _failed(mail, f"{type(error).__name__}: {error}"), True
    return _close(mail, Status.SENT), True


@transaction.atomic
def _deliver_one(connection):
    due = OutboxMail.objects.filter(status=Status.QUEUED, due__lte=timezone.now())
    mail = due.order_by("due", "pk").select_for_update(skip_locked=True).first()
    return _try(mail, connection) if mail else (None, False)


def deliver_due(limit: int = 100, *, going=lambda: True) -> int:
    """How many were sent. `going` is asked before each mail.

    Unreachable when the server does not answer: what was due is still due.
    """
    sent = 0
    with transport.connected() as connection:
        for _ in range(limit):
            if not going():
                break
            status, more = _deliver_one(connection)
            sent += status == Status.SENT
            if not more:
                break
    return sent
