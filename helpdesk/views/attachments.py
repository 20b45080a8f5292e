# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of a request, for whoever may read the message they came with."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.views.decorators.http import require_safe

from migliorapa.core import files
from migliorapa.core.private import private_page

from .. import links, selectors
from ..models import Ticket
from .requester import UNHEARD


def _serve(request, attachment):
    return files.attachment(
        attachment.stored,
        attachment.filename,
        attachment.mimetype,
        sha256=attachment.sha256,
        request=request,
    )


@require_safe
@login_required
def signed_in(request, public_id):
    desk = request.user.is_operator
    attachment = selectors.attachment(public_id, with_notes=desk)
    visible = Ticket.objects.visible_to(request.user)
    if attachment is None or not visible.filter(pk=attachment.message.ticket_id).exists():
        raise Http404
    return _serve(request, attachment)


@require_safe
@private_page
def by_link(request, token, public_id):
    ticket = links.ticket_from("ticket", token)
    attachment = selectors.attachment(public_id, with_notes=False) if ticket else None
    if attachment is None or ticket.state in UNHEARD:
        raise Http404
    if attachment.message.ticket_id != ticket.pk:
        raise Http404
    return _serve(request, attachment)
