# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often people without an account may do things."""

from datetime import timedelta

from migliorapa.core import limits

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
FROM_ONE_NETWORK = 20  # a whole office behind one address
FOR_ONE_MAILBOX = 5
TOO_MANY = (
    "Da questa rete arrivano troppe richieste. Aspettate un'ora e riprovate: quello che avete "
    "scritto è rimasto qui sotto."
)
TOO_MANY_MAILS = (
    "A questo indirizzo abbiamo già scritto molte volte nell'ultima ora. Aspettate un'ora e "
    "riprovate, oppure accedete: quello che avete scritto è rimasto qui sotto."
)
MOST_SOLVED = 30


def client(request) -> str:
    return limits.client_key(request)


def may_open(request) -> bool:
    key = f"helpdesk.new:{client(request)}"
    return limits.allow(key, at_most=FROM_ONE_NETWORK, within=AN_HOUR)


def may_say_solved(request) -> bool:
    """Beyond, nobody is told and nobody is counted."""
    key = f"helpdesk.solved:{client(request)}"
    return limits.allow(key, at_most=MOST_SOLVED, within=A_DAY)


def may_ask_for_link(email: str) -> bool:
    key = f"helpdesk.link:{email.lower()}"
    return limits.allow(key, at_most=FOR_ONE_MAILBOX, within=AN_HOUR)


def may_write_to(email: str) -> bool:
    key = f"helpdesk.new:{email.lower()}"
    return limits.allow(key, at_most=FOR_ONE_MAILBOX, within=AN_HOUR)
