# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is missing, and the lines that operators put aside."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..actions import gaps as putting_aside
from ..faq import gaps
from ..models import IgnoredGap
from .access import desk_page


@require_safe
@desk_page
def desk_gaps(request):
    return render(request, "helpdesk/gaps.html", {"section": "help"} | gaps.found())


@require_POST
@desk_page
def ignore(request):
    """A search is one key with its spaces, requests are many."""
    kind = request.POST.get("tipo", "")
    told = request.POST.get("chiave", "").replace("\0", "")
    keys = [told] if kind == IgnoredGap.Kind.SEARCH else told.split()
    try:
        putting_aside.ignore(kind=kind, keys=keys, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "La riga è messa da parte: la ritrovate in fondo alla pagina.")
    return redirect("helpdesk:desk_gaps")


@require_POST
@desk_page
def take_back(request, pk):
    putting_aside.take_back(pk=pk, actor=request.user)
    messages.success(request, "La riga è di nuovo tra quelle da guardare.")
    return redirect("helpdesk:desk_gaps")
