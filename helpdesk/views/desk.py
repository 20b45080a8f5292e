# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' pages."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Ticket


@require_safe
@login_required
def ticket(request, public_id):
    if not (request.user.is_operator or request.user.is_staff):
        raise Http404
    rows = Ticket.objects.visible_to(request.user).select_related("queue", "assignee")
    found = get_object_or_404(rows, public_id=public_id)
    messages = found.messages.prefetch_related("attachments")
    return render(request, "helpdesk/desk_ticket.html", {"ticket": found, "thread": messages})
