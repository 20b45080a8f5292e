# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that leave if, and only if, the transaction that asked for them is committed.

`put` writes a row beside the data it speaks of; `manage.py worker` sends it. A mail is
sent at least once: who dies between the server's yes and the commit sends it again, with
the same Message-ID. Names are resolved on first use, as models exist only later.
"""

from importlib import import_module

_PLACES = {
    "put": "actions",
    "put_many": "actions",
    "write": "actions",
    "withdraw": "actions",
    "requeue": "actions",
    "forget": "actions",
    "purge": "actions",
    "offer_check": "checks",
    "deliver_due": "delivery",
    "Unreachable": "transport",
}
__all__ = list(_PLACES)


def __getattr__(name):
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
