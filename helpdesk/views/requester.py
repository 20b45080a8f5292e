# SPDX-License-Identifier: AGPL-3.0-or-later
"""A request as its requester's side sees it: their own list, the thread, who else sees it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core.private import private_page
from migliorapa.core.typed import sign_in_required

from .. import links, selectors
from ..actions import merging, tickets
from ..forms.fields import refuse
from ..forms.new import new_key
from ..forms.sharing import SharingForm
from ..forms.thread import ReplyForm, posted_key
from ..models import Ticket
from ..requester.listing import own_list
from ..requester.standing import Standing
from ..requester.surroundings import Beside
from ..requester.thread import Thread
from .private import broken_link

UNHEARD = {Ticket.State.UNCONFIRMED, Ticket.State.SPAM}
INVALID = 422
DONE = {
    "reply": "Messaggio inviato: abbiamo avvisato l'help desk.",
    "close": "Richiesta chiusa. Grazie di avercelo detto.",
    "reopen": "Richiesta riaperta: abbiamo avvisato l'help desk.",
}


@require_safe
@sign_in_required
def own(request):
    """One's own requests, or those that colleagues share (`?di=colleghi`)."""
    administration = administration_of(request.user)
    of_colleagues = request.GET.get("di") == "colleghi"
    if of_colleagues:
        rows = selectors.tickets_of_colleagues(request.user, administration)
    else:
        rows = selectors.own_tickets(request.user)
    context = {
        "section": "help",
        "page": own_list(rows, request.GET.get("prima", ""), named=of_colleagues),
        "administration": administration,
        "of_colleagues": of_colleagues,
    }
    return render(request, "helpdesk/tickets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def ticket(request, public_id):
    user = request.user
    found = selectors.ticket_for(user, public_id)
    if found is None:
        raise Http404
    if found.requester_id == user.pk:
        return _thread_page(request, found, actor=user, party="requester")
    if user.is_operator:
        return redirect("helpdesk:desk_ticket", public_id)
    return _thread_page(request, found, actor=user, party="colleague")


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def by_link(request, token):
    found = links.ticket_from("ticket", token)
    if found is None or found.state in UNHEARD:
        return broken_link(request, token)
    return _thread_page(request, found, actor=None, party="requester", token=token)


def _thread_page(request, found, *, actor, party, token=""):
    posted = request.method == "POST"
    form = ReplyForm(request.POST, request.FILES) if posted else ReplyForm()
    status = 200
    if posted:
        if _done(request, found, form, actor):
            return redirect(request.path)
        status = INVALID
    beside = Beside.of(found)
    context = {
        "section": "help",
        "ticket": found,
        "standing": Standing.of(found, party),
        "thread": Thread.of(found, whole="tutti" in request.GET),
        "caller": beside.caller,
        "call_when": beside.call_when,
        "faqs": beside.faqs,
        "form": form,
        "form_key": new_key(),
        "is_requester": party == "requester",
        "token": token,
        "goes_on": _goes_on(found, actor),
    }
    return render(request, "helpdesk/ticket.html", context, status=status)


def _goes_on(found, actor) -> dict | None:
    """The request it was merged into, where who reads this one may read that as well."""
    other = found.merged_into if found.merged_into_id else None
    if other is None:
        return None
    if merging.is_of_same_person(found, other):
        return {"number": other.number, "url": links.path_of(other)}
    seen = actor and Ticket.objects.visible_as_member(actor).filter(pk=other.pk).exists()
    return {"number": other.number, "url": other.get_absolute_url()} if seen else None


def _done(request, found, form, actor) -> bool:
    """False with the reasons in the form, where what was typed still is."""
    wanted = request.POST.get("do", "")
    if wanted == "close":
        _close(request, found, actor)
        return True
    if not form.is_valid():
        return False
    try:
        _write(wanted, found, form.cleaned_data, actor, posted_key(request.POST))
    except ValidationError as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, DONE[wanted])
    return True


def _close(request, found, actor) -> None:
    try:
        tickets.close(ticket=found, actor=actor)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, DONE["close"])


def _write(wanted, found, written, actor, form_key: str) -> None:
    if wanted not in {"reply", "reopen"}:
        raise ValidationError("Non abbiamo capito: usate i pulsanti della pagina.")
    verb = tickets.reply if wanted == "reply" else tickets.reopen
    files = {"uploads": written["uploads"]} if wanted == "reply" else {}
    verb(ticket=found, text=written["text"], actor=actor, form_key=form_key, **files)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def visibility(request, public_id):
    """Only the requester decides, and only who has an administration has anything to decide."""
    rows = Ticket.objects.filter(requester=request.user, administration__isnull=False)
    found = get_object_or_404(rows, public_id=public_id)
    form = SharingForm(
        request.POST if request.method == "POST" else None,
        people=selectors.colleagues(request.user, found.administration_id),
        initial={
            "visibility": found.visibility,
            "colleagues": [str(pk) for pk in found.colleagues.values_list("pk", flat=True)],
        },
    )
    if form.is_bound and form.is_valid():
        tickets.set_visibility(ticket=found, actor=request.user, **form.sharing())
        messages.success(request, "Fatto: abbiamo cambiato chi vede la richiesta.")
        return redirect(found.get_absolute_url())
    context = {"section": "help", "ticket": found, "form": form}
    return render(
        request, "helpdesk/visibility.html", context, status=INVALID if form.errors else 200
    )
