# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one box: what we already know about a need, and what to do when it is not enough."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core import search, searches
from migliorapa.core.origin import refuse_other_sites

from .. import selectors
from ..actions import reuse
from ..models import Faq
from ..need import Need
from . import limits
from .came_from import with_faq_read

MOST_FOUND, MOST_SUGGESTED = 6, 4
SHORTEST = 3  # letters before anything is suggested
FAQ = "FAQ"


@require_safe
def ask(request):
    need = with_faq_read(request, Need.of(request.GET))
    answer = _answer(need)
    if not answer["hits"]:
        searches.found_nothing(request, need.text)
    return render(request, "helpdesk/ask.html", answer)


def _answer(need: Need, **more) -> dict:
    answer = search.look_up(need.text, limit=MOST_FOUND, topics=need.around)
    return {
        "section": "help",
        "need": need,
        "hits": [replace(hit, summary=hit.summary.partition("\n")[0]) for hit in answer.hits],
        "corrected": answer.corrected,
    } | more


@require_safe
def suggestions(request):
    """The fragment that the page's script puts under the box; empty when it is not sure."""
    need = Need.of(request.GET)
    hits = []
    if len(need.text) >= SHORTEST:
        hits = search.suggest(need.text, limit=MOST_SUGGESTED, topics=need.around, typing=True)
    response = render(request, "helpdesk/_suggestions.html", {"hits": hits})
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt  # Readers get no cookie; what is counted holds no person. See `core.origin`.
@require_http_methods(["GET", "HEAD", "POST"])
def solved(request):
    """«Ho risolto»: said by the person, and by nobody else counted."""
    if request.method != "POST":
        need = Need.of(request.GET)
        return render(request, "helpdesk/solved.html", {"section": "help", "need": need})
    refuse_other_sites(request)
    need = Need.of(request.POST)
    page = selectors.page_at(request.POST.get("risultato", "").replace("\0", "")[:300])
    if page is None:
        told = _answer(need, fault="Scegliete la pagina che vi ha aiutato.")
        return render(request, "helpdesk/ask.html", told, status=422)
    if limits.may_say_solved(request):
        _count(request, need, page)
        searches.asked(request, need.text, 1)
        searches.opened(request, need.text)
    return _see_other(f"{reverse('helpdesk:solved')}?{urlencode({'q': need.text})}")


def _see_other(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _count(request, need: Need, page) -> None:
    step = need.place.topics if need.place else ()
    administration = administration_of(request.user)
    reuse.solved(
        text=need.text,
        url=page.url,
        faq=Faq.objects.published().filter(code=page.code).first() if page.kind == FAQ else None,
        topics=list(dict.fromkeys([*page.topics, *step])),
        administration=administration,
        visitor="" if administration else reuse.visitor_key(limits.client(request)),
    )
