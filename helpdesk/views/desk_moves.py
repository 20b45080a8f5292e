# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator does to a request without writing: each gives a sentence, or more to show."""

from django.core.exceptions import ValidationError

from ..actions import tickets
from ..desk import ticket_page
from ..forms.desk import AssignForm, OtherForm, PriorityForm, QueueForm
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
    tickets.merge(ticket=ticket, into=other, actor=request.user)
    return f"Unita alla richiesta {other.number}: chi l'ha aperta riceve un'e-mail."


def link(ticket, request):
    other, to_choose = _other(ticket, request)
    if other is None:
        return to_choose
    tickets.link(ticket=ticket, other=other, actor=request.user)
    return f"Collegata alla richiesta {other.number}."


MOVES = {
    "take": take,
    "assign": assign,
    "priority": priority,
    "queue": queue,
    "spam": spam,
    "restore": restore,
    "merge": merge,
    "link": link,
}
