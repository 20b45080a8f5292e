# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails out of the mailbox and into the help desk, each in a transaction of its own."""

import logging
from collections import Counter
from functools import partial

from django.db import transaction

from .. import inbound
from ..actions import inbound as receiving
from ..models import InboundMail
from .incoming import NotNow
from .mailbox import DONE, REFUSED, Mailbox

Outcome = InboundMail.Outcome
AT_MOST = 25  # in one round: the next one goes on
logger = logging.getLogger(__name__)


def fetch() -> str:
    """Moves mails only once what became of them is committed, also from within a job.

    Raises MailboxError. Who is interrupted before the move meets the mail again, and knows it.
    """
    counted, moves = Counter(), {}
    with Mailbox() as box:
        numbering = box.numbering
        for uid in box.waiting()[:AT_MOST]:
            try:
                mail = _received(box, uid)
            except NotNow as reason:
                logger.warning("E-mail %s lasciata nella casella: %s", uid, reason)
                continue
            counted[mail.get_outcome_display()] += 1
            moves[uid] = folder_of(mail)
    if moves:
        transaction.on_commit(partial(_move, moves, numbering), robust=True)
    told = (f"{label.lower()}: {number}" for label, number in sorted(counted.items()))
    return "; ".join(told) or "nessuna e-mail"


def _move(moves: dict[str, str], numbering: bytes) -> None:
    with Mailbox() as box:
        if box.numbering == numbering:
            for uid, folder in moves.items():
                box.put(uid, folder)


def _received(box: Mailbox, uid: str) -> InboundMail:
    if box.size(uid) > inbound.MOST_BYTES:
        return receiving.receive_headers(box.headers(uid))
    return receiving.receive(box.whole(uid))


def folder_of(mail: InboundMail) -> str:
    """What is not kept here whole is easy to find there."""
    is_partial = mail.outcome == Outcome.QUARANTINE and mail.raw is None
    return REFUSED if is_partial or mail.outcome in (Outcome.REFUSED, Outcome.LOOP) else DONE
