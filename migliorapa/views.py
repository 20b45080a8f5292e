# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roof's pages: home, search, the site's own texts, status and errors."""

from datetime import timedelta
from itertools import zip_longest

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from events import related as calendar
from migliorapa.core import files, pages, searches
from migliorapa.core import search as site_search
from migliorapa.core.models import Page
from migliorapa.core.origin import refuse_other_sites
from paths import snapshot

LONGEST_QUERY, MOST_HITS = 300, 25
APPOINTMENTS = 3
PRIVATE_FOLDERS = (
    *("/redazione/", "/accesso/", "/profilo/"),
    *("/eventi/iscrizione/", "/eventi/partecipa/", "/eventi/attestato/", "/eventi/questionario/"),
)


@require_safe
def home(request):
    appointments = list(calendar.upcoming(APPOINTMENTS))
    catalogue = snapshot.lately()
    shelves = {name: getattr(catalogue, name).published for name in ("paths", "steps", "tools")}
    counts = {name: len(entries) for name, entries in shelves.items()}
    counts["questions"] = len(catalogue.questions)
    return render(request, "site/home.html", {"appointments": appointments, "counts": counts})


def _mixed(hits):
    """One answer, one other page, and so on, the best hit first: none hides the others."""
    if not hits:
        return []
    first = [hit for hit in hits if (hit.kind == "FAQ") == (hits[0].kind == "FAQ")]
    second = [hit for hit in hits if hit not in first]
    return [hit for pair in zip_longest(first, second) for hit in pair if hit]


def _words(data) -> str:
    return " ".join(data.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]


@require_safe
def search(request):
    text = _words(request.GET)
    answer = site_search.look_up(text, limit=MOST_HITS)
    if not answer.hits:
        searches.found_nothing(request, text)
    context = {
        "q": text,
        "hits": _mixed(answer.hits),
        "capped": len(answer.hits) == MOST_HITS,
        "corrected": answer.corrected,
    }
    return render(request, "site/search.html", context)


@csrf_exempt  # Readers get no cookie; what is counted holds no person. See `core.origin`.
@require_POST
def search_counted(request):
    """Told by the script of a page of results: they were shown, or one was opened."""
    refuse_other_sites(request)
    results = request.POST.get("risultati", "")
    if request.POST.get("aperto"):
        searches.opened(request, _words(request.POST))
    elif results.isdecimal() and 0 < int(results[:4]) <= MOST_HITS:
        searches.asked(request, _words(request.POST), int(results[:4]))
    return HttpResponse(status=204)


@require_safe
def page(request, slug):
    entry = get_object_or_404(Page, slug=slug)
    return render(request, "site/page.html", {"page": entry, "body": pages.to_html(entry.body)})


@require_safe
def status(request):
    """For monitors: 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@require_safe
def security_txt(request):
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.SECURITY_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: it, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request):
    lines = ["User-agent: *", *(f"Disallow: {folder}" for folder in PRIVATE_FOLDERS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _error(request, status_code, title, text):
    context = {"title": title, "text": text}
    return render(request, "site/error.html", context, status=status_code)


def bad_request(request, exception):
    return _error(
        request,
        400,
        "Richiesta non valida",
        "L'indirizzo o i dati inviati non sono nella forma attesa. Tornate indietro e riprovate.",
    )


def forbidden(request, exception):
    return _error(
        request,
        403,
        "Pagina riservata",
        "Il vostro profilo non dà accesso a questa pagina. Se pensate che sia un errore, "
        "scrivete a chi gestisce il portale.",
    )


def not_found(request, exception):
    if isinstance(exception, files.Missing):
        return _error(request, 404, "File non disponibile", str(exception))
    return _error(
        request,
        404,
        "Pagina non trovata",
        "L'indirizzo non corrisponde a nessuna pagina. Controllate di averlo scritto per intero "
        "oppure cercate qui sotto quello che vi serve.",
    )


def server_error(request):
    # No context processors here: whatever broke may break them too.
    from django.template.loader import get_template

    return HttpResponse(get_template("site/500.html").render(), status=500)
