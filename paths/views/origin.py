# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of anonymous readers carry no token, because a token would need a cookie."""

from urllib.parse import urlparse

from django.core.exceptions import PermissionDenied


def refuse_other_sites(request) -> None:
    """Raises PermissionDenied for a form that another site sends."""
    origin = request.headers.get("Origin")
    if origin and urlparse(origin).netloc != request.get_host():
        raise PermissionDenied
