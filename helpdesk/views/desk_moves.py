# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator does to a request without writing: each gives a sentence, more to show,
or the page where it is confirmed."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from ..actions import calls, merging, tickets, visitor_links
from ..desk import ticket_page
from ..forms.desk import AssignForm, CancelCallForm, OtherForm, PriorityForm, QueueForm
from ..models import Ticket


def _valid(form):
    if not form.is_valid():
        said = [error for errors in form.errors.values() for error in errors]
        raise ValidationError(said)
    return form


def take(ticket, request):
    tickets.take(ticket=ticket, actor=request.user)
    return "L'avete in carico voi."


def assign(ticket, request):
    form = _valid(AssignForm(request.POST, operators=ticket_page.operators()))
    tickets.assign(ticket=ticket, assignee=form.chosen, actor=request.user)
    return f"In carico a {form.chosen}." if form.chosen else "Nessuno l'ha più in carico."


def priority(ticket, request):
    form = _valid(PriorityForm(request.POST))
    chosen = form.cleaned_data["priority"]
    tickets.set_priority(ticket=ticket, priority=chosen, actor=request.user)
    return f"Priorità: {Ticket.Priority(chosen).label.lower()}."


def queue(ticket, request):
    form = _valid(QueueForm(request.POST, queues=ticket_page.queues()))
    tickets.move_to_queue(ticket=ticket, queue=form.chosen, actor=request.user)
    return f"Spostata nella coda «{form.chosen}»: la promessa è contata di nuovo."


def spam(ticket, request):
    tickets.mark_spam(ticket=ticket, actor=request.user)
    return "Segnata come indesiderata."


def restore(ticket, request):
    tickets.unmark_spam(ticket=ticket, actor=request.user)
    return "Rimessa tra le richieste da prendere in carico."


def cancel_call(ticket, request):
    form = _valid(CancelCallForm(request.POST, calls=ticket.calls.all()))
    calls.cancel(
        call=form.cleaned_data["call"], actor=request.user, reason=form.cleaned_data["reason"]
    )
    return "La chiamata è annullata: tutti e due ricevono un'e-mail."


def new_link(ticket, request):
    visitor_links.renew(ticket=ticket, actor=request.user)
    return "Il collegamento è cambiato: quello nuovo parte per e-mail."


def _other(ticket, request):
    """The other request, or what to choose it from."""
    form = _valid(OtherForm(request.POST))
    found = form.found(Ticket.objects.visible_to(request.user))
    if found:
        return found, {}
    words = form.cleaned_data["other"]
    return None, {
        "other_words": words,
        "candidates": ticket_page.others_with(ticket, words, request.user),
    }


def merge(ticket, request):
    other, to_choose = _other(ticket, request)
    if other is None:
        return to_choose
    return redirect("helpdesk:desk_merge", ticket.public_id, other.public_id)


def separate(ticket, request):
    merging.separate(ticket=ticket, actor=request.user)
    return "Separate: la richiesta va avanti da sola, e chi l'ha aperta riceve un'e-mail."


def link(ticket, request):
    other, to_choose = _other(ticket, request)
    if other is None:
        return to_choose
    merging.link(ticket=ticket, other=other, actor=request.user)
    return f"Collegata alla richiesta {other.number}."


def unlink(ticket, request):
    other, _ = _other(ticket, request)
    if other is None:
        raise ValidationError("Usate il pulsante accanto alla richiesta collegata.")
    merging.unlink(ticket=ticket, other=other, actor=request.user)
    return f"Non è più collegata alla richiesta {other.number}."


MOVES = {
    "take": take,
    "assign": assign,
    "priority": priority,
    "queue": queue,
    "spam": spam,
    "restore": restore,
    "cancel_call": cancel_call,
    "new_link": new_link,
    "merge": merge,
    "separate": separate,
    "link": link,
    "unlink": unlink,
}
