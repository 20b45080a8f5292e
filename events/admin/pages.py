# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of staff beside the forms of the admin."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from ..models import Event

TEMPLATES = "admin/events"


def page(request, template: str, title: str, *, crumbs=(), **context) -> TemplateResponse:
    """`crumbs` are pairs of words and address, from the calendar down."""
    first = ("Appuntamenti", reverse("admin:events_event_changelist"))
    context |= {
        "opts": Event._meta,
        "title": title,
        "crumbs": [first, *crumbs],
        "is_nav_sidebar_enabled": False,
    }
    site = admin.site.each_context(request)
    return TemplateResponse(request, f"{TEMPLATES}/{template}", site | context)


def staff_page(permission: str, model=None, related=()):
    """A view for who has the permission; with a model, of the row that the address names."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, pk: int | None = None, **kwargs):
            if not request.user.has_perm(f"events.{permission}"):
                raise PermissionDenied
            if model is None:
                return view(request, **kwargs)
            row = model._default_manager.select_related(*related).filter(pk=pk).first()
            if row is None:
                raise Http404
            return view(request, row, **kwargs)

        return wrapped

    return decorate


def event_crumb(event: Event) -> tuple[str, str]:
    return str(event), reverse("admin:events_event_change", args=[event.pk])


def sentence(error: ValidationError) -> str:
    return " ".join(error.messages)
