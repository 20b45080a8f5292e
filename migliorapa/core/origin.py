# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of anonymous readers carry no token, because a token would need a cookie."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import QueryDict

LONGEST_QUERY = 4_000


def refuse_other_sites(request) -> None:
    """Raises PermissionDenied for a form that another site sends."""
    origin = request.headers.get("Origin")
    if origin and _host_of(origin) != request.get_host():
        raise PermissionDenied


def came_from(request, path: str) -> QueryDict:
    """The query of our own page at `path`, when that is where the reader followed a link; else an
    empty one. Browsers tell it to the same site alone."""
    before = request.headers.get("Referer", "")
    if _host_of(before) != request.get_host() or urlsplit(before).path != path:
        return QueryDict()
    return QueryDict(urlsplit(before).query[:LONGEST_QUERY])


def _host_of(origin: str) -> str:
    """Empty when it cannot be read, as in «http://[»."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
