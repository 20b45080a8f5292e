# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate for its owner, and the verification of its code for everybody."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from migliorapa.core import limits
from migliorapa.core.private import private_page

from .. import certificate_paper, links
from ..actions import certificates as actions
from ..certificates import Attestation, normalised, with_code
from ..models import Certificate
from .private import broken_link

AN_HOUR = timedelta(hours=1)
MOST_FROM_ONE_PLACE = 120
TOO_MANY = "Da questa rete arrivano troppe verifiche. Aspettate un'ora e riprovate."
INVALID, TOO_OFTEN = 422, 429


def _attestation(place) -> Attestation | None:
    certificate = Certificate.objects.filter(place=place).first()
    if certificate is None:
        return None
    certificate.place, certificate.session = place, place.session
    return Attestation(certificate)


@require_safe
@private_page
def own(request, token):
    place = links.place_from("certificate", token)
    if place is None:
        return broken_link(request)
    context = {
        "section": "events",
        "event": place.session.event,
        "own_page": links.path("registration", place.registration),
        "attestation": _attestation(place),
        "has_pdf": certificate_paper.is_possible(),
    }
    if context["attestation"] is None:
        context["refusal"] = actions.why_not(place)
        return render(request, "events/no_certificate.html", context, status=404)
    return render(request, "events/certificate.html", context)


@require_safe
@private_page
def own_pdf(request, token):
    place = links.place_from("certificate", token)
    if place is None:
        return broken_link(request)
    attestation = _attestation(place)
    if attestation is None:
        return redirect("events:certificate", token)
    try:
        body = certificate_paper.pdf(attestation)
    except certificate_paper.NotInstalled:
        raise Http404
    response = HttpResponse(body, content_type="application/pdf")
    name = f"attestato-{attestation.certificate.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
@never_cache
def verify(request):
    """The code as somebody typed it goes on to its own address."""
    typed = request.GET.get("codice")
    if typed is None:
        return render(request, "events/verify.html", {"section": "events"})
    try:
        code = normalised(typed)
    except ValidationError as error:
        context = {"section": "events", "fault": " ".join(error.messages), "typed": typed[:40]}
        return render(request, "events/verify.html", context, status=INVALID)
    return redirect("events:verify_code", code)


@require_safe
@never_cache
def verify_code(request, code):
    """The count of who asks too often is all that is written."""
    try:
        right = normalised(code)
    except ValidationError as error:
        context = {"section": "events", "fault": " ".join(error.messages), "typed": code[:40]}
        return render(request, "events/verify.html", context, status=404)
    if right != code:
        return redirect("events:verify_code", right)
    key = f"events.verify:{limits.client_key(request)}"
    if not limits.allow(key, at_most=MOST_FROM_ONE_PLACE, within=AN_HOUR):
        context = {"section": "events", "fault": TOO_MANY, "typed": code}
        return render(request, "events/verify.html", context, status=TOO_OFTEN)
    certificate = with_code(code)
    context = {
        "section": "events",
        "code": code,
        "attestation": Attestation(certificate) if certificate else None,
    }
    return render(request, "events/verify.html", context, status=200 if certificate else 404)
