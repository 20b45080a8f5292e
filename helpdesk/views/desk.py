# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' list of requests, and the page of the keys."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..desk.choices import Choices
from ..desk.filters import VIEWS, Filters
from ..desk.listing import counts, listing
from ..desk.options import options
from ..desk.ticket_page import PRIORITIES
from .access import desk_page


@require_safe
@desk_page
def queue(request):
    filters = Filters.of(request.GET)
    counted, choices = counts(request.user), Choices.read()
    views = [
        (view.label, f"?{filters.query(name)}", counted.get(name, ""), name == filters.view)
        for name, view in VIEWS.items()
        if view.is_tab or name == filters.view
    ]
    context = {
        "section": "help",
        "filters": filters,
        "narrowed": bool(filters.pairs()),
        "words": [*_chosen(filters, choices), *filters.words()],
        "elsewhere": f"?{filters.query('da-parte' if filters.view == 'tutte' else 'tutte')}",
        "views": views,
        "waits": counted,
        "listing": listing(filters, request.user, request.GET.get("dopo", ""), choices),
        "queues": options((("", "Tutte"), *choices.queues), filters.queue),
        "operators": options((("", "Chiunque"), *choices.operators), filters.assignee),
        "priorities": options((("", "Tutte"), *PRIORITIES), filters.priority),
        "topics": options((("", "Tutti"), *choices.topics), filters.topic),
    }
    return render(request, "helpdesk/desk.html", context)


def _chosen(filters: Filters, choices: Choices) -> list[str]:
    """What the fields with a list narrow to."""
    fields = (
        ("coda «{}»", choices.queues, filters.queue),
        ("argomento «{}»", choices.topics, filters.topic),
        ("in carico a {}", choices.operators, filters.assignee),
        ("priorità «{}»", PRIORITIES, filters.priority),
    )
    return [words.format(dict(rows).get(value, value)) for words, rows, value in fields if value]


@require_safe
@desk_page
def keys(request):
    return render(request, "helpdesk/desk_keys.html", {"section": "help"})
