# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that say "nothing changed" for one statement, until the calendar is written to."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from . import snapshot


def unless_unchanged(request, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """`answer` is asked only when the reader's copy is an old one.

    The stamp is read first: a change made in between gives a body newer than its tag, which
    costs one reading more and never shows an old body as new.
    """
    stamp, changed = snapshot.read_stamp()
    etag = f'"{stamp}"'
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = answer()
        response.headers["ETag"] = etag
        response.headers["Last-Modified"] = http_date(changed)
    patch_cache_control(response, no_cache=True)
    return response
