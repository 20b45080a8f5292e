# SPDX-License-Identifier: AGPL-3.0-or-later
"""The versions of the rules: their list, and where their pages are."""

from django.contrib import admin
from django.db.models import Case, F, OuterRef, Subquery, TextField, Value, When
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from .. import review
from ..engine import RuleError
from ..models import RuleSet
from . import rules_import, rules_pages
from .recommendations import RecommendationAdmin
from .rules_common import TEMPLATES

__all__ = ["RecommendationAdmin", "RuleSetAdmin"]
DRAFT = RuleSet.Status.DRAFT


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):
    """Nothing is written here: every change goes through the verbs."""

    list_display = ["name", "status", "note_begin", "who", "findings", "do"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Only drafts bring their content along: they are the ones to verify."""
        history = RuleSet.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_id")
        content = Case(
            When(status=DRAFT, then=F("canonical")), default=Value(""), output_field=TextField()
        )
        queryset = super().get_queryset(request).select_related("published_by", "parent")
        return queryset.defer("canonical", "parent__canonical").annotate(
            draft_content=content,
            last_hand=Subquery(history.values("history_user__name")[:1]),
        )

    @admin.display(description="versione", ordering="version")
    def name(self, row):
        return f"Versione {row.version}"

    @admin.display(description="che cosa cambia")
    def note_begin(self, row):
        return row.note if len(row.note) <= 140 else f"{row.note[:140]}…"

    @admin.display(description="chi e quando")
    def who(self, row):
        when, hand = row.updated, row.last_hand
        if row.status != DRAFT:
            when = row.published_at
            hand = row.published_by.name if row.published_by else ""
        return f"{hand or 'caricamento'}, {date_format(localtime(when), 'j F Y, H:i').lower()}"

    @admin.display(description="segnalazioni")
    def findings(self, row):
        if row.status != DRAFT:
            return ""
        try:
            found = review.report(row.draft_content)
        except RuleError as error:
            return str(error)
        return f"{len(found.blocking)} che bloccano, {len(found.findings)} in tutto"

    @admin.display(description="che cosa potete fare")
    def do(self, row):
        """Buttons of the list's own form: they work without JavaScript."""
        link = '<a class="rules-do" href="{}">{}</a> '
        button = '<button class="rules-do" formaction="{}" formmethod="post">{}</button> '
        at = {name: reverse(f"admin:paths_ruleset_{name}", args=[row.pk]) for name in PAGES}
        if row.status == DRAFT:
            first = format_html(link, at["publish"], "Mettete in vigore")
        else:
            first = format_html(button, at["start"], "Nuova bozza da questa versione")
        if row.status == RuleSet.Status.ARCHIVED:
            first += format_html(link, at["roll_back"], "Tornate a questa versione")
        if row.status != RuleSet.Status.PUBLISHED:
            first += format_html(link, at["compare"], "Confrontate con quella in vigore")
        first += format_html(link, at["regions"], "Chi entra in ogni percorso")
        for kind in ("json", "dmn"):
            url = reverse("admin:paths_ruleset_export", args=[row.pk, kind])
            first += format_html(link, url, f"Scaricate in {kind.upper()}")
        return format_html('<div class="rules-do-list">{}</div>', first)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Versioni delle regole"})

    change_list_template = f"{TEMPLATES}/change_list.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not object_id.isdigit():
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST" and not RuleSet.objects.filter(pk=object_id).exists():
            in_force = RuleSet.objects.in_force().first()
            return rules_pages.orphan(request, in_force.pk if in_force else 0)
        return rules_pages.version(request, int(object_id))

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:paths_ruleset_import"))

    def get_urls(self):
        own = [
            path(f"<int:pk>/{address}/", self.admin_site.admin_view(view), name=_name(view))
            for address, view in PAGES.values()
        ]
        own += [
            path(
                "importa/",
                self.admin_site.admin_view(rules_import.import_rules),
                name="paths_ruleset_import",
            ),
            path(
                "<int:pk>/regole.<str:kind>",
                self.admin_site.admin_view(rules_pages.export),
                name="paths_ruleset_export",
            ),
        ]
        return own + super().get_urls()


def _name(view) -> str:
    return f"paths_ruleset_{view.__name__}"


PAGES = {
    "start": ("nuova-bozza", rules_pages.start),
    "publish": ("in-vigore", rules_pages.publish),
    "roll_back": ("torna", rules_pages.roll_back),
    "discard": ("elimina", rules_pages.discard),
    "compare": ("confronto", rules_pages.compare),
    "regions": ("chi-entra", rules_pages.regions),
}
