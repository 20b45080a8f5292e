# SPDX-License-Identifier: AGPL-3.0-or-later
"""The judgement on an answer, and how the help desk answers in figures."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.core.moments import day_in_words
from migliorapa.core.private import private_page
from migliorapa.core.typed import sign_in_required

from .. import links
from ..actions import satisfaction
from ..figures import answering
from ..forms.fields import refuse
from ..forms.satisfaction import SatisfactionForm
from ..models import Satisfaction, Ticket
from .private import broken_link

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def rate(request, public_id):
    """Only who asked judges the answer: for anybody else the page does not exist."""
    found = get_object_or_404(Ticket.objects.filter(requester=request.user), public_id=public_id)
    return _page(request, found, actor=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def rate_by_link(request, token):
    found = links.ticket_from("ticket", token)
    if found is None:
        return broken_link(request, token)
    return _page(request, found, actor=None)


def _page(request, ticket, *, actor):
    if not ticket.is_finished:
        raise Http404
    given = Satisfaction.objects.filter(ticket=ticket).first()
    until = satisfaction.changeable_until(given) if given else None
    known = {name: getattr(given, name) for name in SatisfactionForm.base_fields} if given else {}
    form = SatisfactionForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            satisfaction.rate(ticket=ticket, actor=actor, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Grazie: il vostro giudizio è registrato.")
            return redirect(request.path)
    context = {
        "section": "help",
        "ticket": ticket,
        "form": form,
        "given": given,
        "may_change": not given or timezone.now() <= until,
        "until": day_in_words(timezone.localtime(until)) if until else "",
        "back": links.path_of(ticket),
    }
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/satisfaction.html", context, status=status)


@require_safe
def how_we_answer(request):
    context = {"section": "help", "figures": answering.figures(), "reuse": answering.reuse()}
    return render(request, "helpdesk/how_we_answer.html", context)
