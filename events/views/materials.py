# SPDX-License-Identifier: AGPL-3.0-or-later
"""A material and its files. Each view serves two addresses: the lasting one, and the one behind
the personal link of who registered without an account.

Downloads are counted, and nothing else is written.
"""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from migliorapa.core import files, moments
from migliorapa.core.private import private_page

from .. import links
from ..actions import downloads
from ..material_addresses import Addresses
from ..models import Event, Material
from ..proceedings_page import Piece, with_versions
from .private import broken_link


def _shown(view):
    """Gives the view a material that the asker may see, with its addresses."""

    @require_safe
    def public(request, uid, **more):
        return _answer(request, Material.objects.visible_to(request.user), uid, more)

    @require_safe
    @private_page
    def own(request, token, uid, **more):
        registration = links.registration_from("registration", token)
        if registration is None:
            return broken_link(request)
        return _answer(request, Material.objects.open_to(registration), uid, more, token)

    def _answer(request, door, uid, more, token=""):
        rows = with_versions(door.select_related("event", "session")).filter(uid=uid)
        material = rows.first()
        if material is None:
            return unseen(request, uid)
        return view(request, Addresses(material, token), **more)

    public.own = own
    return wraps(view)(public)


def unseen(request, uid):
    """Why a published material is not for the asker now; its title is not told."""
    rows = Material.objects.filter(uid=uid, is_published=True).select_related("event")
    material = rows.exclude(event__status=Event.Status.DRAFT).first()
    if material is None:
        raise Http404
    return kept_back(request, material.event, material.embargo)


def kept_back(request, event: Event, *embargoes):
    now = timezone.now()
    ahead = [each for each in (event.proceedings_embargo, *embargoes) if each and each > now]
    context = {
        "section": "events",
        "event": event,
        "until": moments.in_words(max(ahead)) if ahead else "",
    }
    response = render(request, "events/material_unseen.html", context, status=404)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


@_shown
def page(request, addresses):
    material = addresses.material
    context = {
        "section": "events",
        "material": material,
        "event": material.event,
        "piece": Piece(material),
        "versions": [
            (line, addresses.version(line.version.number)) for line in Piece(material).lines
        ],
        "addresses": addresses,
    }
    return render(request, "events/material.html", context)


def _gone(request, addresses, version):
    context = {"section": "events", "version": version, "addresses": addresses}
    return render(request, "events/version_removed.html", context, status=410)


def _send(request, addresses, version):
    if version.removed:
        return _gone(request, addresses, version)
    if version.url:
        response = HttpResponseRedirect(version.url)
        is_new = True
    else:
        response = files.attachment(
            version.stored,
            version.filename,
            version.mimetype,
            sha256=version.sha256,
            request=request,
        )
        is_new = response.status_code == 200
    if is_new and request.method == "GET":
        downloads.count([version.pk])
    return response


def _latest(addresses):
    return Piece(addresses.material).version


@_shown
def file(request, addresses):
    """The latest version that was not taken away."""
    version = _latest(addresses) or addresses.material.versions.all().first()
    if version is None:
        raise Http404
    return _send(request, addresses, version)


@_shown
def version(request, addresses, number):
    found = [each for each in addresses.material.versions.all() if each.number == number]
    if not found:
        raise Http404
    return _send(request, addresses, found[0])


@_shown
def play(request, addresses):
    found = _latest(addresses)
    if found is None or not found.is_media:
        raise Http404
    response = files.media(found.stored, found.mimetype, request)
    begins = response.get("Content-Range", "bytes 0-").startswith("bytes 0-")
    if begins and response.status_code in (200, 206) and request.method == "GET":
        downloads.count([found.pk])
    return response


@_shown
def captions(request, addresses):
    found = _latest(addresses)
    if found is None or not found.captions:
        raise Http404
    return files.media(found.captions, "text/vtt", request)
