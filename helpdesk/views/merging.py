# SPDX-License-Identifier: AGPL-3.0-or-later
"""Before two requests become one: which ones they are, and who reads the answer then."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ..actions import merging
from ..models import Ticket
from .access import desk_page

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def merge(request, public_id, other):
    rows = Ticket.objects.select_related("queue", "requester", "administration").defer("search")
    found, into = (get_object_or_404(rows, public_id=key) for key in (public_id, other))
    refusal = ""
    try:
        merging.check(found, into)
        if request.method == "POST":
            merging.merge(ticket=found, into=into, actor=request.user)
            told = f"Unita alla richiesta {into.number}: chi l'ha aperta riceve un'e-mail."
            messages.success(request, told)
            return redirect("helpdesk:desk_ticket", found.public_id)
    except ValidationError as error:
        refusal = " ".join(error.messages)
    context = {
        "section": "help",
        "ticket": found,
        "into": into,
        "refusal": refusal,
        "is_same_person": merging.is_of_same_person(found, into),
    }
    status = REFUSED if refusal and request.method == "POST" else 200
    return render(request, "helpdesk/merge.html", context, status=status)
