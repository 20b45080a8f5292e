# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roof's pages: home, search, the site's own texts, status and errors."""

from datetime import timedelta
from itertools import zip_longest

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import related as calendar
from migliorapa.core import files, pages
from migliorapa.core import search as site_search
from migliorapa.core.models import Page

LONGEST_QUERY, MOST_HITS = 300, 25
APPOINTMENTS = 3
PRIVATE_FOLDERS = (
    *("/redazione/", "/accesso/", "/profilo/"),
    *("/eventi/iscrizione/", "/eventi/partecipa/", "/eventi/attestato/", "/eventi/questionario/"),
)


@require_safe
def home(request):
    appointments = list(calendar.upcoming(APPOINTMENTS))
    return render(request, "site/home.html", {"appointments": appointments})


def _mixed(hits):
    """One answer, one other page, and so on, the best hit first: none hides the others."""
    if not hits:
        return []
    first = [hit for hit in hits if (hit.kind == "FAQ") == (hits[0].kind == "FAQ")]
    second = [hit for hit in hits if hit not in first]
    return [hit for pair in zip_longest(first, second) for hit in pair if hit]


@require_safe
def search(request):
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    answer = site_search.look_up(text, limit=MOST_HITS)
    context = {
        "q": text,
        "hits": _mixed(answer.hits),
        "capped": len(answer.hits) == MOST_HITS,
        "corrected": answer.corrected,
    }
    return render(request, "site/search.html", context)


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
