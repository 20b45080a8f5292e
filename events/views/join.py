# SPDX-License-Identifier: AGPL-3.0-or-later
"""The personal link of an online session: it opens in its window and leads to the room.

The room's address is only ever in the redirect that answers the button.
"""

from csp.decorators import csp_update
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from migliorapa.core import moments
from migliorapa.core.private import private_page

from .. import joining, links, wording
from ..actions import presence
from ..joining import Countdown, State
from .private import broken_link

SEE_OTHER, CONFLICT = 303, 409


@require_http_methods(["GET", "HEAD", "POST"])
# Browsers hold the redirect of a form to `form-action` too, and the room is on another site.
# Its host is not named: the page would tell it.
@csp_update({"form-action": ["https:", "http:"]})
@private_page
def join(request, token):
    place = links.place_from("join", token)
    if place is None:
        return broken_link(request)
    state = joining.state_of(place)
    status = 200
    if request.method == "POST":
        if state == State.OPEN:
            try:
                presence.enter(place=place)
            except ValidationError:
                state = State.NO_PLACE
            else:
                return _to_the_room(place.session)
        status = CONFLICT
    return render(request, "events/join.html", _context(place, state), status=status)


def _to_the_room(session):
    response = HttpResponseRedirect(session.room_url)
    response.status_code = SEE_OTHER
    return response


def _context(place, state) -> dict:
    session, now = place.session, timezone.now()
    opens, _ = joining.window(session)
    return {
        "section": "events",
        "event": session.event,
        "session": session,
        "state": state.value,
        "when": wording.when(session),
        "opens": moments.in_words(opens),
        "countdown": Countdown(opens, now) if state == State.EARLY and session.starts else None,
        "own_page": links.path("registration", place.registration),
    }
