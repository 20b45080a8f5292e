# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asked says that they do not want to be read in a FAQ."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from migliorapa.core.private import private_page

from .. import links
from ..actions import objections
from ..forms.editorial import ObjectionForm
from ..models import Faq
from .editorial import show, told
from .private import broken_link


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def objection(request, token):
    """By the signed link of the mail, without signing in."""
    origin = links.origin_from(token)
    if origin is None:
        return broken_link(request)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.object_to(origin=origin, text=form.cleaned_data["text"])
            return redirect(request.path)
        except ValidationError as refusal:
            told(form, refusal)
    past = list(origin.objections.all())
    context = {
        "form": form,
        "origin": origin,
        "faq": origin.faq,
        "last": past[0] if past else None,
        "may_object": origin.faq.status != Faq.Status.WITHDRAWN and not origin.open_objection,
    }
    return show(request, "objection", 422 if form.errors else 200, **context)
