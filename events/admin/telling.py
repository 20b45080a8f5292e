# SPDX-License-Identifier: AGPL-3.0-or-later
"""Before a form of the calendar is saved: who would be told, and of what.

The form is saved, looked at and undone; then the same form comes back confirmed.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.template.response import TemplateResponse

from migliorapa.core.outbox.models import OutboxMail

from .. import wording
from ..actions import editing
from ..models import Event, Session
from .pages import TEMPLATES

CHOICE = "_told"
TELL, SILENT = "si", "no"


@dataclass
class Telling:
    """What saving would bring about."""

    changes: list[str]
    told: int = 0
    promoted: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)


def facts(event_id: int) -> dict[str, dict[str, str]]:
    """What calendars and registered people know of an event, in words, by session."""
    event = Event.objects.filter(pk=event_id).first()
    if event is None:
        return {}
    known = {}
    for session in Session.objects.filter(event=event).order_by("day", "starts", "pk"):
        session.event = event
        known[str(session.pk)] = {
            "Sessione": session.title,
            "Quando": wording.when(session),
            "Dove": wording.where(session),
            "Stato": "annullata" if session.is_cancelled else "si tiene",
        }
    return known


def differences(before: dict, after: dict) -> list[str]:
    """One sentence a fact; sessions that are new or gone are nobody's yet."""
    found = []
    for key in before.keys() & after.keys():
        name = after[key]["Sessione"]
        for label, old in before[key].items():
            if (new := after[key][label]) != old:
                found.append(f"{name}, {label.lower()}: da «{old or '-'}» a «{new or '-'}»")
    return sorted(found)


def _count(prefix: str) -> int:
    return OutboxMail.objects.filter(key__startswith=prefix).count()


class TellingMixin:
    """For the `ModelAdmin` of an event, or of something whose event is known."""

    def event_id_of(self, object_id) -> int | None:
        raise NotImplementedError

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Django has opened the transaction already."""
        event_id = self.event_id_of(object_id) if object_id else None
        if request.method != "POST" or event_id is None:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        editing.hold(event_id)
        if CHOICE in request.POST:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        before = facts(event_id), _count("events:changed:"), _count("events:place:")
        mark = transaction.savepoint()
        response = super()._changeform_view(request, object_id, form_url, extra_context)
        telling = self._telling(event_id, *before)
        if not (telling.told or telling.promoted):
            transaction.savepoint_commit(mark)
            return response
        transaction.savepoint_rollback(mark)
        list(messages.get_messages(request))  # the praise for what was undone
        return self._ask(request, telling)

    def _telling(self, event_id, known, told, promoted) -> Telling:
        return Telling(
            changes=differences(known, facts(event_id)),
            told=_count("events:changed:") - told,
            promoted=_count("events:place:") - promoted,
        )

    def _ask(self, request, telling: Telling) -> TemplateResponse:
        telling.fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": "Chi sarà avvisato",
            "crumbs": [(self.opts.verbose_name_plural.capitalize(), "../../")],
            "telling": telling,
            "choice": CHOICE,
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, f"{TEMPLATES}/telling.html", context)

    def save_in_step(self, request, event: Event) -> None:
        editing.bring_in_step(event=event, tell=request.POST.get(CHOICE) != SILENT)
