# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is decided of a FAQ in progress: each gives a sentence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ..actions import objections, publication
from ..models import FaqObjection
from .access import desk_page
from .editorial import draft_or_404, what_was_shown


def _approve(faq, actor, reason, read="", seen=()):
    publication.approve(faq=faq, actor=actor, read=read, seen=seen)
    if faq.origins.exists():
        return f"{faq.code} è pubblicata. Chi ha fatto la domanda lo sa e può obiettare."
    return f"{faq.code} è pubblicata."


def _send_back(faq, actor, reason):
    publication.send_back(faq=faq, actor=actor, reason=reason)
    return f"{faq.code} è tornata a chi l'ha scritta, con il motivo."


def _discard(faq, actor, reason):
    publication.discard(faq=faq, actor=actor)
    return f"La modifica è tolta: di {faq.code} resta la versione pubblicata."


def _withdraw(faq, actor, reason):
    publication.withdraw(faq=faq, actor=actor, reason=reason)
    return f"{faq.code} non è più pubblica."


def _verify(faq, actor, reason):
    publication.verified(faq=faq, actor=actor)
    return f"{faq.code} è verificata oggi: la prossima revisione è tra un anno."


def _decide(faq, actor, reason):
    waiting = FaqObjection.objects.filter(origin__faq=faq, decided__isnull=True)
    if not waiting:
        raise ValidationError("Nessuna obiezione aspetta una decisione.")
    for objection in waiting:
        objections.decide(objection=objection, actor=actor, decision=reason)
    return "La decisione è scritta e chi ha obiettato la riceve."


DECISIONS = {
    "approva": _approve,
    "rimanda": _send_back,
    "scarta": _discard,
    "ritira": _withdraw,
    "verifica": _verify,
    "decidi": _decide,
}


@require_POST
@desk_page
def faq_decision(request, code, decision):
    if decision not in DECISIONS:
        raise Http404
    faq = draft_or_404(code)
    reason = request.POST.get("reason", "").replace("\0", " ")[:1000]
    try:
        shown = what_was_shown(request.POST) if decision == "approva" else {}
        sentence = DECISIONS[decision](faq, request.user, reason, **shown)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, sentence)
    return redirect("helpdesk:faq_draft", faq.code)
