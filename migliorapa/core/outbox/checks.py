# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions asked right before a mail leaves: is it still true?"""

from collections.abc import Callable

_checks: dict[str, Callable[[str], bool]] = {}


def offer_check(name: str, function: Callable[[str], bool]) -> None:
    """`function` gets the mail's argument; False drops the mail."""
    _checks[name] = function


def is_offered(name: str) -> bool:
    return name in _checks


def holds(name: str, argument: str) -> bool:
    """LookupError where this process does not know the check: the mail then waits."""
    if not name:
        return True
    if name not in _checks:
        raise LookupError(f"La verifica «{name}» non esiste.")
    return _checks[name](argument)
