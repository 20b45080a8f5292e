# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which searches are counted: each text once a day for each reader, without who.

A search that found nothing is counted while its page is made. One that found something is counted
by the page's script (`static/js/searched.js`), as is the opening of a result: who cannot tell that
a result was opened is not counted among those that opened none.
"""

from datetime import timedelta

from django.utils.crypto import salted_hmac

from . import limits, search
from .search.tokens import words
from .text import fold

A_DAY = timedelta(days=1)
MOST_A_DAY = 300  # of one reader; machines ask more


def reader_key(request) -> str:
    """Tells apart the readers behind one address that use different browsers."""
    text = f"{limits.client_key(request)}|{request.headers.get('User-Agent', '')[:500]}"
    return salted_hmac("migliorapa.core.searches", text, algorithm="sha256").hexdigest()


def _first_today(request, what: str, text: str) -> bool:
    reader = reader_key(request)
    if not limits.allow(f"search:{what}:{reader}:{fold(text)}", at_most=1, within=A_DAY):
        return False
    return limits.allow(f"search:{what}:{reader}", at_most=MOST_A_DAY, within=A_DAY)


def _is_read(request) -> bool:
    """By a person now: neither fetched in advance nor looked at for its headers alone."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


def found_nothing(request, text: str) -> None:
    """Of a text without a word to look for nobody would write an answer: it is not counted."""
    if words(text) and _is_read(request) and _first_today(request, "asked", text):
        search.note(text, 0)


def asked(request, text: str, results: int) -> None:
    if text and _first_today(request, "asked", text):
        search.note(text, results)


def opened(request, text: str) -> None:
    """A result of this search was opened, or said to have helped."""
    if text and _first_today(request, "opened", text):
        search.note_click(text)
