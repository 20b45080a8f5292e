# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers everybody can read: list, page, history, "ti è stato utile?"."""

from dataclasses import replace
from functools import cache

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core import registry, searches
from migliorapa.core import search as site_search
from migliorapa.core.origin import refuse_other_sites
from migliorapa.core.statements import Given, Statement

from ..actions import faqs
from ..faq import listing as listed
from ..faq import page as faq_page
from ..faq import versions as faq_versions
from ..forms.faq import VoteForm
from ..models import Faq
from ..need import Need
from ..personal import votes as own_votes
from .came_from import need_before


@require_safe
def faq_list(request):
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:300]
    context = {"q": text, "section": "help"}
    if text:
        context["hits"] = site_search.find(text, limit=20, kinds=["FAQ"])
        if not context["hits"]:
            searches.found_nothing(request, text)
    elif topic := request.GET.get("argomento", ""):
        context["topic"], context["page"] = listed.of_topic(topic, request.GET.get("pagina", ""))
        context["topic_slug"] = topic
    else:
        context["groups"] = listed.by_topic()
    return render(request, "helpdesk/faq_list.html", context)


_published = Statement(
    lambda: Faq.objects.published().filter(slug=Given("slug")).select_related("born_at")
)


def _faq_or_404(request, slug) -> Faq:
    """What is published for everybody, asked first; the rest as each may see it."""
    found = _published.one(slug=slug)
    return found or get_object_or_404(Faq.objects.visible_to(request.user), slug=slug)


@require_safe
def faq(request, slug):
    entry = _faq_or_404(request, slug)
    context = {
        "faq": entry,
        "belongs_to": faq_page.belongs_to(entry),
        "close_to": faq_page.close_to(entry),
        "structured_data": faq_page.structured_data(entry),
        "vote_fields": _empty_fields(),
        "unmet": _unmet(request, entry).query,
        "thanked": request.GET.get("grazie") == "1",
        "section": "help",
    }
    return render(request, "helpdesk/faq.html", context)


def _fields(form: VoteForm) -> str:
    return render_to_string("helpdesk/_vote_fields.html", {"form": form})


@cache
def _empty_fields() -> str:
    """Drawn once for all pages."""
    return _fields(VoteForm())


def _unmet(request, entry: Faq) -> Need:
    """What to ask when this answer is not enough: the need that led here, else its question."""
    need = need_before(request)
    return replace(need, text=need.text or entry.question, read=(*need.read, entry.code))


def _voter(request) -> str:
    """A person who signed in, always the same; of visitors an address with its browser, another
    every day: enough to count them once, not enough to follow them."""
    if request.user.is_authenticated:
        return own_votes.voter_of(request.user)
    return own_votes.code_of(f"{timezone.localdate()}|{searches.reader_key(request)}")


@csrf_exempt  # Readers get no cookie; the vote holds no person. See `core.origin`.
@require_POST
def faq_vote(request, slug):
    refuse_other_sites(request)
    entry = get_object_or_404(Faq.objects.published(), slug=slug)
    form = VoteForm(request.POST)
    if not form.is_valid():
        context = {
            "faq": entry,
            "belongs_to": faq_page.belongs_to(entry),
            "close_to": faq_page.close_to(entry),
            "structured_data": faq_page.structured_data(entry),
            "form": form,
            "vote_fields": _fields(form),
            "unmet": _unmet(request, entry).query,
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


def _versions_or_404(request, slug) -> tuple[Faq, list[faq_versions.Version]]:
    entry = get_object_or_404(Faq.objects.published(), slug=slug)
    return entry, faq_versions.versions(entry)


@require_safe
def faq_history(request, slug):
    entry, versions = _versions_or_404(request, slug)
    context = {"faq": entry, "versions": versions, "section": "help"}
    return render(request, "helpdesk/faq_history.html", context)


@require_safe
def faq_version(request, slug, number):
    """All that one version said."""
    entry, versions = _versions_or_404(request, slug)
    found = next((one for one in versions if one.number == number and not one.is_hidden), None)
    if found is None:
        raise Http404
    if found.is_current:
        return redirect(entry)
    context = {
        "faq": entry,
        "version": found,
        "body_html": registry.to_html(found.body),
        "section": "help",
    }
    return render(request, "helpdesk/faq_version.html", context)
