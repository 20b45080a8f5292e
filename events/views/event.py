# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one event. Reading only; who registers is `registration`'s business."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import event_page, links, selectors, snapshot


@require_safe
def detail(request, slug):
    calendar = snapshot.current()
    event = calendar.get(slug, request.user)
    if event is None:
        raise Http404
    mine = selectors.registration_of(request.user, event)
    told = event_page.tell(event)
    if mine:  # a personal address is never kept
        pieces = event_page.to_html(event, told, links.address("registration", mine))
    else:
        make = partial(event_page.to_html, event, told)
        pieces = calendar.piece(("event", event.pk, told), make)
    context = {"section": "events", "event": event, **pieces}
    return render(request, "events/event.html", context)
