# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proceedings of an event, all its files at once, and the feed of what is new."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from migliorapa.core.private import private_page

from .. import archive_file, links, proceedings_feed, proceedings_page
from ..actions import downloads
from ..models import Event, Material
from ..state import unless_unchanged
from .materials import kept_back
from .private import broken_link


@require_safe
def detail(request, slug):
    event = proceedings_page.get_or_404(slug, request.user)
    if not (event.proceedings_are_out or request.user.is_staff):
        return kept_back(request, event)
    context = {
        "section": "events",
        "event": event,
        "page": proceedings_page.ProceedingsPage(event, request.user),
    }
    return render(request, "events/proceedings.html", context)


@require_safe
def archive(request, slug):
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    return _zip(request, event, Material.objects.visible_to(request.user))


@require_safe
@private_page
def own_archive(request, token):
    registration = links.registration_from("registration", token)
    if registration is None:
        return broken_link(request)
    return _zip(request, registration.event, Material.objects.open_to(registration))


def _zip(request, event, door):
    rows = door.filter(event=event).order_by("session__day", "session__starts", "position", "pk")
    pieces = [proceedings_page.Piece(material) for material in proceedings_page.with_versions(rows)]
    found = archive_file.members(pieces)
    if not found:
        raise Http404
    for piece in pieces:
        piece.material.event = event
    if request.method == "GET":
        downloads.count(member.version.pk for member in found)
    response = StreamingHttpResponse(
        archive_file.stream(event, pieces, found), content_type="application/zip"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{event.slug}-atti.zip")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def atom(request):
    return unless_unchanged(request, lambda: proceedings_feed.MaterialFeed()(request))
