# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers everybody can read: list, page, history, "ti è stato utile?"."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core import limits
from migliorapa.core import search as site_search

from .. import faq_list as listed
from .. import faq_page
from ..actions import faqs
from ..forms.faq import VoteForm
from ..models import Faq


@require_safe
def faq_list(request):
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:300]
    context = {"q": text, "section": "help"}
    if text:
        context["hits"] = site_search.find(text, limit=20, kinds=["FAQ"])
    elif topic := request.GET.get("argomento", ""):
        context["topic"], context["page"] = listed.of_topic(topic, request.GET.get("pagina", ""))
        context["topic_slug"] = topic
    else:
        context["groups"] = listed.by_topic()
    return render(request, "helpdesk/faq_list.html", context)


def _faq_or_404(request, slug) -> Faq:
    return get_object_or_404(Faq.objects.visible_to(request.user), slug=slug)


@require_safe
def faq(request, slug):
    entry = _faq_or_404(request, slug)
    context = {
        "faq": entry,
        "belongs_to": faq_page.belongs_to(entry),
        "close_to": faq_page.close_to(entry),
        "structured_data": faq_page.structured_data(entry),
        "form": VoteForm(),
        "thanked": request.GET.get("grazie") == "1",
        "section": "help",
    }
    return render(request, "helpdesk/faq.html", context)


def _voter(request) -> str:
    """Changes every day: enough to count a reader once, not enough to follow them."""
    text = f"{timezone.localdate()}|{limits.client_key(request)}"
    return salted_hmac("helpdesk.faq.vote", text, algorithm="sha256").hexdigest()


@require_POST
def faq_vote(request, slug):
    entry = get_object_or_404(Faq.objects.published(), slug=slug)
    form = VoteForm(request.POST)
    if not form.is_valid():
        context = {
            "faq": entry,
            "belongs_to": faq_page.belongs_to(entry),
            "close_to": faq_page.close_to(entry),
            "structured_data": faq_page.structured_data(entry),
            "form": form,
            "section": "help",
        }
        return render(request, "helpdesk/faq.html", context, status=422)
    faqs.vote(
        faq=entry,
        voter=_voter(request),
        administration=administration_of(request.user),
        **form.cleaned_data,
    )
    return redirect(f"{entry.get_absolute_url()}?grazie=1#utile")


@require_safe
def faq_history(request, slug):
    entry = _faq_or_404(request, slug)
    if entry.status != Faq.Status.PUBLISHED:
        raise Http404
    versions = entry.history.values_list("history_date", "question", "answer", "body")
    context = {"faq": entry, "changes": _changes(list(versions)), "section": "help"}
    return render(request, "helpdesk/faq_history.html", context)


def _changes(versions):
    """Newest first: when, and which parts are not those of the version before."""
    names = ("domanda", "risposta breve", "dettaglio")
    found = []
    for newer, older in zip(versions, [*versions[1:], None], strict=True):
        if older is None:
            found.append((newer[0], "pubblicata la prima versione"))
            continue
        parts = [name for name, a, b in zip(names, newer[1:], older[1:], strict=True) if a != b]
        if parts:
            found.append((newer[0], f"cambiata: {', '.join(parts)}"))
    return found
