# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages behind a personal link: kept by nobody, indexed by nobody, told to no other site."""

from functools import wraps


def private_page(view):
    """The address is told to this site alone: with `no-referrer` browsers post forms with
    `Origin: null`, which the protection against forged requests refuses."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded
