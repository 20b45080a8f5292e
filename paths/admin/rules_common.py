# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the rules share: where they stand in the site, and who may do what."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from .. import review
from ..engine import RuleError, VersionDiff
from ..models import RuleSet
from ..rules_words import Words

TEMPLATES = "admin/paths/ruleset"


def page(request: HttpRequest, template: str, row: RuleSet | None, title: str, **context):
    site = admin.site.each_context(request)
    context |= {
        "opts": RuleSet._meta,
        "original": row,
        "row": row,
        "title": title,
        "is_nav_sidebar_enabled": False,
    }
    return TemplateResponse(request, f"{TEMPLATES}/{template}", site | context)


def to_list() -> HttpResponse:
    return redirect("admin:paths_ruleset_changelist")


def log(request: HttpRequest, row: RuleSet, sentence: str) -> None:
    """Remembers in the history of the row who did what."""
    admin.site.get_model_admin(RuleSet).log_change(request, row, sentence)


def address(row: RuleSet) -> str:
    return reverse("admin:paths_ruleset_change", args=[row.pk])


def changes_in_words(changes: VersionDiff | None, words: Words) -> dict:
    """What `_changes.html` shows."""
    if changes is None:
        return {"compared": None, "changes": []}
    return {
        "compared": changes,
        "changes": review.tell_changes(changes, words),
        "contested": review.tell_contested(changes),
        "changed_items": [*review.tell_items(changes, words), *review.tell_base_weight(changes)],
    }


def rules_page(permission: str):
    """A view on one version, for who has `view`, `add`, `change` or `delete` on the rules.

    An unusable catalogue or rule set sends back to the list with the reason.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, pk: int, **kwargs):
            if not request.user.has_perm(f"paths.{permission}_ruleset"):
                raise PermissionDenied
            row = RuleSet.objects.select_related("parent", "published_by").filter(pk=pk).first()
            if row is None:
                raise Http404
            try:
                return view(request, row, **kwargs)
            except RuleError as error:
                messages.error(request, str(error))
                return to_list()

        return wrapped

    return decorate
