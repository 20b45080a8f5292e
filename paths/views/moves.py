# SPDX-License-Identifier: AGPL-3.0-or-later
"""An entry that has a new address keeps the old one, which leads to the new."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from .. import snapshot
from ..models import FormerAddress


def follows_moves(kind: str):
    """For a view of one entry: an address of before is redirected, with all that follows it."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, slug, **kwargs):
            try:
                return view(request, slug=slug, **kwargs)
            except Http404:
                now = _slug_now(kind, slug, request.user)
                if now is None:
                    raise
                name = request.resolver_match.view_name
                address = reverse(name, kwargs={"slug": now, **kwargs})
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))

        return wrapped

    return decorate


def _slug_now(kind: str, slug: str, user) -> str | None:
    former = FormerAddress.objects.filter(kind=kind, slug=slug).first()
    if former is None:
        return None
    entries = getattr(snapshot.current(), f"{kind}s").visible_to(user)
    return next((entry.slug for entry in entries if entry.code == former.code), None)
