# SPDX-License-Identifier: AGPL-3.0-or-later
"""A mail handed to the real server, and what the server's answer means.

The server is a Django mail backend (`MAIL_TRANSPORT`), kept open for a round.
"""

import smtplib
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.mail import get_connection

TOO_BIG = 552  # of the sender's command, as smtplib tells the size there
CLOSING = 421


class Unreachable(Exception):
    """The server cannot be used now: no mail is to blame, all of them wait."""


class Refused(Exception):
    """This mail will never be accepted."""


class Failed(Exception):
    """This mail was not accepted now; with `ends_round` the others had better wait too."""

    def __init__(self, sentence, *, ends_round=False):
        super().__init__(sentence)
        self.ends_round = ends_round


@contextmanager
def connected():
    connection = get_connection(settings.MAIL_TRANSPORT)
    try:
        yield connection
    except Exception:
        _close(connection)
        raise
    _close(connection)  # not when the process is interrupted: to take leave may take long


def _close(connection):
    with suppress(OSError, smtplib.SMTPException):
        connection.close()


def _open(connection):
    try:
        return connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _close(connection)
        raise Unreachable(_told(error)) from error


def _told(error) -> str:
    code, answer = getattr(error, "smtp_code", None), getattr(error, "smtp_error", None)
    if code is None:
        return f"{type(error).__name__}: {error}"
    if isinstance(answer, bytes):
        answer = answer.decode("utf-8", errors="replace")
    return f"{code} {answer}"


def _judge(error: smtplib.SMTPResponseException) -> Exception:
    told, code = _told(error), error.smtp_code
    if code == CLOSING:
        return Failed(told, ends_round=True)
    if isinstance(error, smtplib.SMTPSenderRefused) and code != TOO_BIG:
        return Unreachable(f"il server non accetta il mittente ({told})")
    return Refused(told) if code >= 500 else Failed(told)


def hand_over(connection, message) -> None:
    """Raises Unreachable, Refused or Failed."""
    fresh = _open(connection)
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        ((code, answer),) = error.recipients.values()
        raise _judge(smtplib.SMTPResponseException(code, answer)) from error
    except smtplib.SMTPResponseException as error:
        raise _judge(error) from error
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        _close(connection)
        if isinstance(error, smtplib.SMTPServerDisconnected) and not fresh:
            return hand_over(connection, message)  # servers hang up on long conversations
        raise Failed(_told(error), ends_round=True) from error
