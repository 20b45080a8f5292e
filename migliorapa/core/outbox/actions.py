# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every change to the outbox but the sending itself (delivery.py)."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from . import checks, cleaning
from .models import OutboxMail

KEEP_ADDRESS = timedelta(days=30)
UNNAMED = "mail:"  # keys of mails written without one, which nobody can ask for again
NOTHING = {"text": "", "html": "", "headers": {}, "attachments": [], "argument": ""}
EMPTIED = NOTHING | {"to": "", "reply_to": "", "subject": "", "last_error": ""}
PREFIXES_AT_ONCE = 50


def _row(
    *,
    key,
    to,
    subject,
    text,
    html="",
    headers=None,
    attachments=(),
    due=None,
    check="",
    argument="",
    reply_to="",
) -> OutboxMail:
    if not key or len(key) > OutboxMail._meta.get_field("key").max_length:
        raise ValueError(f"Not a key: {key!r}")
    if check and not checks.is_offered(check):
        raise ValueError(f"No check is called {check!r}")
    return OutboxMail(
        key=key,
        to=cleaning.address(to),
        reply_to=cleaning.address(reply_to) if reply_to else "",
        subject=cleaning.subject(subject),
        text=cleaning.body(text),
        html=cleaning.body(html),
        headers=cleaning.headers(headers),
        attachments=cleaning.attachments(attachments),
        due=due or timezone.now(),
        check_name=check,
        argument=str(argument),
    )


def write(mails) -> list[OutboxMail]:
    """As `put_many`, for who does not ask what is new: one statement for 200 mails."""
    rows = [_row(**mail) for mail in mails]
    OutboxMail.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
    return rows


def put_many(mails) -> int:
    """How many are new; of mails with the same key the first one counts, for ever."""
    rows = write(mails)
    return OutboxMail.objects.filter(uid__in=[row.uid for row in rows]).count()


def put(*, key, to, subject, text, **more) -> bool:
    """In the caller's transaction. True when the key is new.

    `more`: html, headers, attachments ((filename, bytes, mimetype), ...), due, check (a
    name offered with `offer_check`), argument, reply_to. The sender is always the site's.
    """
    return put_many([{"key": key, "to": to, "subject": subject, "text": text, **more}]) == 1


def withdraw(prefix: str) -> int:
    """Takes back the mails still in the queue whose key starts so; the keys are free again.

    Waits for one that is leaving in this moment, to know whether it left.
    """
    if not prefix:
        raise ValueError("An empty prefix would withdraw every mail.")
    waiting = OutboxMail.objects.filter(key__startswith=prefix, status=OutboxMail.Status.QUEUED)
    return waiting.delete()[0]


def forget(prefixes: list[str]) -> int:
    """What was told with keys that start so: not sent any more, and to whom and what is emptied.

    Keys of mails that left stay, so nothing is told anew. Returns how many mails it found.
    """
    if not all(prefixes):
        raise ValueError("An empty prefix would forget every mail.")
    found = 0
    for start in range(0, len(prefixes), PREFIXES_AT_ONCE):
        some = prefixes[start : start + PREFIXES_AT_ONCE]
        mails = OutboxMail.objects.filter(reduce(or_, (Q(key__startswith=each) for each in some)))
        found += mails.filter(status=OutboxMail.Status.QUEUED).delete()[0]
        found += mails.exclude(to="").update(**EMPTIED)
    return found


def requeue(mails) -> int:
    """Mails given up, as if just written; those already emptied stay as they are."""
    undelivered = mails.filter(status=OutboxMail.Status.GIVEN_UP).exclude(to="")
    return undelivered.update(
        status=OutboxMail.Status.QUEUED, due=timezone.now(), attempts=0, closed=None
    )


@transaction.atomic
def purge() -> str:
    """Forgets who got what: scheduled once a day."""
    old = OutboxMail.objects.filter(closed__lt=timezone.now() - KEEP_ADDRESS)
    deleted, _ = old.filter(key__startswith=UNNAMED).delete()
    emptied = old.exclude(to="").update(**EMPTIED)
    return f"{deleted} cancellati, {emptied} svuotati"
