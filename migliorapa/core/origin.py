# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of anonymous readers carry no token, because a token would need a cookie."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied


def refuse_other_sites(request) -> None:
    """Raises PermissionDenied for a form that another site sends."""
    origin = request.headers.get("Origin")
    if origin and _host_of(origin) != request.get_host():
        raise PermissionDenied


def _host_of(origin: str) -> str:
    """Empty when it cannot be read, as in «http://[»."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
