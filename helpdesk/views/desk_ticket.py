# SPDX-License-Identifier: AGPL-3.0-or-later
"""One request before an operator: read, answer, move."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from migliorapa.core.registry import to_html
from migliorapa.core.statements import Given, Statement

from ..actions import desk, tickets
from ..desk import ticket_page
from ..desk.messages import said
from ..forms.desk import AnswerForm, NoteForm, seen_before
from ..forms.fields import refuse
from ..forms.new import new_key
from ..forms.thread import posted_key
from ..models import Ticket
from .access import desk_page
from .desk_fields import drawn
from .desk_moves import MOVES

INVALID, OVERTAKEN = 422, 409
SENT = {
    "answer": (tickets.answer, "Risposta inviata."),
    "ask_back": (tickets.ask_back, "Domanda inviata: il tempo promesso è fermo."),
    "solve": (tickets.solve, "Risposta inviata: la richiesta è risolta."),
    "reopen": (tickets.reopen, "Richiesta riaperta."),
}
UNREAD = (
    *("search", "form_key", "read_faqs", "queue__description", "queue__topics"),
    *("assignee__password", "assignee__last_login"),
)
TALK = ("preview", "find", "insert")
_ticket = Statement(
    lambda: (
        Ticket.objects.filter(public_id=Given("public_id"))
        .defer(*UNREAD)
        .select_related("queue", "assignee", "administration")
    )
)


def _found(public_id) -> Ticket:
    """Any request: `desk_page` lets in only who sees them all."""
    found = _ticket.one(public_id=public_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def ticket(request, public_id):
    found = _found(public_id)
    if request.method != "POST":
        return _page(request, found)
    wanted = request.POST.get("do", "")
    if wanted in SENT:
        return _send(request, found, wanted)
    if wanted == "note":
        return _note(request, found)
    if wanted in MOVES:
        return _move(request, found, wanted)
    if wanted in TALK or "insert" in request.POST:
        return _write_on(request, found, wanted)
    messages.error(request, "Non abbiamo capito: usate i pulsanti della pagina.")
    return redirect(request.path)


def _page(request, found, *, status=200, **more):
    asked = request.GET
    page = ticket_page.context(found, request.user, whole="tutti" in asked, alike="simili" in asked)
    fresh = {"revision": found.revision, "seen": page["seen"], "key": new_key()}
    fields = drawn(more.get("form"), more.get("note_form"))
    context = {"section": "help", **fields, **page} | more | {"fresh": fresh}
    if more.get("writing"):
        context["canned"] = ticket_page.canned(found, more["words"])
    return render(request, "helpdesk/desk_ticket.html", context, status=status)


def _send(request, found, wanted):
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form=form, status=INVALID)
    written, (verb, done) = form.cleaned_data, SENT[wanted]
    more = {"uploads": written["uploads"], "revision": written["revision"]}
    try:
        verb(
            ticket=found,
            text=written["text"],
            actor=request.user,
            form_key=posted_key(request.POST),
            **({} if wanted == "reopen" else more),
        )
    except tickets.Overtaken:
        return _overtaken(request, found, form)
    except ValidationError as refusal:
        refuse(form, refusal)
        return _page(request, found, form=form, status=INVALID)
    messages.success(request, done)
    return redirect(request.path)


def _overtaken(request, found, form):
    """What came meanwhile above, the text still there; the next send is of who has read it."""
    fresh = _found(found.public_id)
    message, change = seen_before(form.cleaned_data["seen"])
    return _page(
        request,
        fresh,
        status=OVERTAKEN,
        overtaken=True,
        form=_again(form.cleaned_data["text"], None),
        arrived=said(fresh, whole=True, after=message),
        moved=list(fresh.changes.filter(pk__gt=change)),
    )


def _again(text: str, carried: dict | None) -> AnswerForm:
    """The form with a text, and with what its page had shown unless it is shown now."""
    return AnswerForm(initial={"text": text} | (carried or {}))


def _note(request, found):
    form = NoteForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            tickets.note(
                ticket=found,
                text=form.cleaned_data["note"],
                actor=request.user,
                uploads=form.cleaned_data["note_uploads"],
                form_key=posted_key(request.POST),
            )
        except ValidationError as refusal:
            form.add_error("note_uploads", refusal)
        else:
            messages.success(request, "Nota salvata.")
            return redirect(request.path)
    return _page(request, found, note_form=form, status=INVALID)


def _move(request, found, wanted):
    try:
        said = MOVES[wanted](found, request)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(request.path)
    if isinstance(said, dict):
        return _page(request, found, **said)
    if isinstance(said, HttpResponse):
        return said
    messages.success(request, said)
    return redirect(request.path)


def _write_on(request, found, wanted):
    """Preview, canned answers looked for or put in: nothing of the request changes."""
    text = request.POST.get("text", "")[:30_000].replace("\0", "")
    words = request.POST.get("words", "")[:100].replace("\0", "")
    if slug := request.POST.get("insert", "")[:80].replace("\0", ""):
        put_in = desk.use_canned(slug=slug, ticket=found, operator=request.user)
        text = "\n\n".join(part for part in (text.rstrip(), put_in) if part)
    carried = {name: request.POST.get(name, "")[:40] for name in ("revision", "seen")}
    form = _again(text, carried)
    if slug:
        form.fields["text"].widget.attrs["autofocus"] = True
    return _page(
        request,
        found,
        form=form,
        inserted=bool(slug),
        preview=to_html(text) if wanted == "preview" else "",
        words=words,
        writing=True,
    )


@require_POST
@desk_page
def presence(request, public_id):
    """Asked every minute by the page: who else looks, and whether something has changed."""
    found = _found(public_id)
    desk.look(ticket=found, operator=request.user)
    others = ticket_page.looking(found, request.user)
    return JsonResponse({"looking": others, "revision": found.revision})
