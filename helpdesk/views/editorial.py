# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a request to a FAQ: draft, approval, review."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import proposal
from ..actions import publication
from ..as_read import mark_of
from ..faq import candidates, feedback, review_queue
from ..faq import draft_page as in_progress
from ..forms.editorial import FaqForm, ReasonForm, initial
from ..forms.faq_care import CareForm
from ..forms.origins import NewFaqForm
from ..models import Faq, FaqObjection, Ticket
from .access import desk_page

SECTION = {"section": "help"}


def told(form, refusal: ValidationError) -> None:
    for sentence in refusal.messages:
        form.add_error(None, sentence)
    if isinstance(form, FaqForm):
        form.clearing.refused(refusal)


def show(request, template, status=200, **context):
    return render(request, f"helpdesk/{template}.html", SECTION | context, status=status)


def _from_search(request) -> dict:
    """A draft begun from the page of what is missing, or from another app."""
    found = {"question": request.GET.get("domanda", ""), "body": request.GET.get("testo", "")}
    found["requests"] = request.GET.get("richieste", "")
    return {name: text.replace("\0", " ")[:10000] for name, text in found.items()}


def _asked(request, public_id) -> Ticket:
    rows = Ticket.objects.visible_to(request.user).select_related("administration")
    return get_object_or_404(rows.prefetch_related("messages"), public_id=public_id)


def _new_form(request, ticket, drafted) -> NewFaqForm:
    if request.method == "POST":
        return NewFaqForm(request.POST, first=ticket)
    known = _from_search(request)
    if ticket:
        known |= vars(drafted) | {"topics": ticket.topics, "codes": ticket.step}
    return NewFaqForm(initial=known)


def _drafted(request, form, replacements) -> Faq | None:
    """None when it was refused: the form says why."""
    try:
        return publication.draft(
            tickets=form.tickets(), actor=request.user, replacements=replacements, **form.texts()
        )
    except ValidationError as refusal:
        told(form, refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def make_faq(request, public_id=None):
    """From a request, or from nothing when a gap asks for it."""
    ticket = _asked(request, public_id) if public_id else None
    drafted = proposal.from_ticket(ticket) if ticket else None
    form = _new_form(request, ticket, drafted)
    is_sound = request.method == "POST" and form.is_valid()
    if is_sound and (faq := _drafted(request, form, drafted.told() if drafted else ())):
        waits = f"{faq.code} aspetta l'approvazione di un collega. Poi sarà pubblica."
        messages.success(request, waits)
        return redirect("helpdesk:faq_draft", faq.code)
    already = Faq.objects.filter(origins__ticket=ticket).order_by("code") if ticket else []
    return show(
        request,
        "make_faq",
        422 if form.errors else 200,
        form=form,
        ticket=ticket,
        drafted=drafted,
        already=already,
        existing=candidates.like(ticket, leaving_out=already) if ticket else [],
    )


@require_POST
@desk_page
def add_origin(request, public_id):
    """This request too is answered by a FAQ that is there already."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user), public_id=public_id)
    code = request.POST.get("faq", "").replace("\0", "").strip()[:20]
    faq = Faq.objects.filter(code__iexact=code).first()
    if faq is None:
        messages.error(request, f"Nessuna FAQ ha il codice «{code}»: lo leggete nel suo titolo.")
        return redirect("helpdesk:make_faq", ticket.public_id)
    try:
        publication.add_origin(faq=faq, ticket=ticket, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"La richiesta {ticket.number} è collegata a {faq.code}.")
    return redirect("helpdesk:desk_ticket", ticket.public_id)


@require_safe
@desk_page
def faq_drafts(request):
    still = FaqObjection.objects.filter(origin__faq=OuterRef("pk"), decided__isnull=True)
    rows = Faq.objects.select_related("author", "pending_author", "owner")
    rows = rows.annotate(is_objected=Exists(still))
    changed = rows.published().exclude(pending={})
    sent_back = changed.filter(pending__has_key="sent_back")
    return show(
        request,
        "faq_drafts",
        waiting=rows.filter(status=Faq.Status.IN_REVIEW),
        changed=changed.exclude(pending__has_key="sent_back"),
        drafts=rows.filter(status=Faq.Status.DRAFT),
        sent_back=sent_back,
        to_review=review_queue.of(request.user, rows.to_review()),
        withdrawn=rows.filter(status=Faq.Status.WITHDRAWN),
    )


def draft_or_404(code) -> Faq:
    rows = Faq.objects.select_related("author", "approved_by", "owner", "pending_author")
    return get_object_or_404(rows, code=code)


def _draft_page(request, faq, form, read=""):
    """`read`: the mark of the words it showed before, while what is typed is not saved yet."""
    sources = in_progress.sources(faq)
    return show(
        request,
        "faq_draft",
        422 if form.errors else 200,
        faq=faq,
        form=form,
        cleared=in_progress.cleared(faq),
        reason_form=ReasonForm(),
        sources=sources,
        changes=in_progress.changes(faq) if faq.pending else [],
        is_objected=any(source.origin.open_objection for source in sources),
        waits=faq.status != Faq.Status.PUBLISHED or bool(faq.pending),
        may_approve=publication.writer_of(faq) != request.user.pk,
        care=CareForm(initial={"owner": faq.owner_id, "review_due": faq.review_due}),
        voices=feedback.of(faq),
        read=read or mark_of(publication.texts_of(faq)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def faq_draft(request, code):
    faq = draft_or_404(code)
    form = FaqForm(request.POST if request.method == "POST" else None, initial=initial(faq))
    read = request.POST.get("read", "")[:40]
    if request.method == "POST" and form.is_valid():
        try:
            saved = publication.rewrite(faq=faq, actor=request.user, read=read, **form.texts())
        except ValidationError as refusal:
            read = ""
            told(form, refusal)
        else:
            messages.success(request, _saved_in_words(saved))
            return redirect("helpdesk:faq_draft", faq.code)
    return _draft_page(request, faq, form, read)


def _saved_in_words(faq: Faq) -> str:
    if faq.status != Faq.Status.PUBLISHED:
        return f"{faq.code} è salvata e aspetta l'approvazione."
    if not faq.pending:
        return f"{faq.code} è come quella pubblicata: non c'è nulla da approvare."
    return (
        f"La modifica di {faq.code} aspetta l'approvazione di un collega. "
        "Fino ad allora si legge la versione di prima."
    )


def what_was_shown(posted) -> dict:
    return {"read": posted.get("read", "")[:40], "seen": posted.get("seen", "")[:2000].split()}
