# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of anonymous readers carry no token, because a token would need a cookie."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied

LONGEST_ADDRESS = 4_000


def refuse_other_sites(request) -> None:
    """Raises PermissionDenied for a form that another site sends."""
    origin = request.headers.get("Origin")
    if origin and _host_of(origin) != request.get_host():
        raise PermissionDenied


def page_before(request) -> tuple[str, str]:
    """Path and query of our own page where the reader followed a link; empty for all others.

    Browsers tell the whole address to the same site alone.
    """
    before = request.headers.get("Referer", "")[:LONGEST_ADDRESS]
    if _host_of(before) != request.get_host():
        return "", ""
    address = urlsplit(before)
    is_ours = not address.path.startswith("//")  # which as a link would be another site
    return (address.path, address.query) if is_ours else ("", "")


def _host_of(origin: str) -> str:
    """Empty when it cannot be read, as in «http://[»."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
