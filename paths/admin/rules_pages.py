# SPDX-License-Identifier: AGPL-3.0-or-later
"""The other pages of a version: read, compare, put in force, go back, discard, export."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from .. import actions, review, rules_files
from ..engine import loads
from ..models import RuleSet
from ..review.differences import differences
from ..rules_form import Catalogue, TrialForm
from ..rules_words import Words
from .draft_page import DraftPage, OrphanPage
from .rules_common import address, changes_in_words, log, page, rules_page, to_list


@rules_page("view")
def version(request, row):
    """A draft is written here; any other version is read."""
    editable = request.user.has_perm("paths.change_ruleset")
    if editable and (row.status == RuleSet.Status.DRAFT or request.method == "POST"):
        return DraftPage(request, row).respond()
    rules = loads(row.canonical)
    catalogue = Catalogue.today(rules)
    trial = TrialForm(request.GET if "trial" in request.GET else None, catalogue)
    tried = None
    if trial.is_bound and trial.is_valid():
        tried = review.try_profile(rules, trial.profile(), catalogue.words)
    found = review.report(row.canonical)
    return page(
        request,
        "version.html",
        row,
        f"Regole, versione {row.version}",
        tables=review.tables(rules, catalogue.words),
        trial=trial,
        tried=tried,
        findings=review.tell_findings(found, catalogue.words),
        drift=review.drift(rules, catalogue.facts),
    )


@rules_page("change")
def orphan(request, row):
    return OrphanPage(request, row).respond()


@require_POST
@rules_page("add")
def start(request, row):
    try:
        draft = actions.start_draft(parent=row)
    except actions.RulesError as refusal:
        messages.error(request, str(refusal))
        return to_list()
    log(request, draft, f"Bozza nata dalla versione {row.version}.")
    messages.success(request, f"Bozza {draft.version} aperta: il pubblico non la vede.")
    return redirect(address(draft))


def _moved(row: RuleSet, words: Words) -> dict:
    """Whom the version would move, for the pages that put it in force."""
    changes, rules = actions.changes_against_force(row), loads(row.canonical)
    return {
        **changes_in_words(changes, words),
        "review_stamp": actions.review_stamp(row),
        "drift": review.drift(rules, review.facts(rules)),
    }


@rules_page("change")
def publish(request, row):
    if row.status != RuleSet.Status.DRAFT:
        messages.error(request, "Si mette in vigore solo una bozza.")
        return redirect(address(row))
    refusal = ""
    if request.method == "POST":
        acknowledged, seen = "acknowledged" in request.POST, request.POST.get("seen", "")
        try:
            row = actions.publish(
                draft=row, actor=request.user, acknowledged=acknowledged, seen=seen
            )
            log(request, row, "Messa in vigore.")
            messages.success(
                request, f"La versione {row.version} è in vigore: il pubblico la usa da adesso."
            )
            return to_list()
        except actions.RulesError as error:
            refusal = str(error)
    words = Words.load()
    found = review.report(row.canonical)
    title = f"Mettete in vigore la bozza {row.version}"
    return page(
        request,
        "publish.html",
        row,
        title,
        findings=review.tell_findings(found, words),
        blocking=len(found.blocking),
        refusal=refusal,
        **_moved(row, words),
    )


@rules_page("change")
def roll_back(request, row):
    if row.status != RuleSet.Status.ARCHIVED:
        messages.error(request, "Si torna solo a una versione archiviata.")
        return redirect(address(row))
    refusal = ""
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            row = actions.roll_back(version=row, actor=request.user, seen=seen)
            log(request, row, "Rimessa in vigore.")
            messages.success(request, f"La versione {row.version} è di nuovo in vigore.")
            return to_list()
        except actions.RulesError as error:
            refusal = str(error)
    title = f"Tornate alla versione {row.version}"
    words = Words.load()
    return page(request, "roll_back.html", row, title, refusal=refusal, **_moved(row, words))


@rules_page("delete")
def discard(request, row):
    if request.method == "POST":
        try:
            actions.discard_draft(draft=row)
            messages.success(request, f"Bozza {row.version} eliminata.")
        except actions.RulesError as refusal:
            messages.error(request, str(refusal))
        return to_list()
    if row.status != RuleSet.Status.DRAFT:
        messages.error(request, "Si elimina solo una bozza: le versioni messe in vigore restano.")
        return redirect(address(row))
    return page(request, "discard.html", row, f"Eliminate la bozza {row.version}")


@require_safe
@rules_page("view")
def compare(request, row):
    current = RuleSet.objects.in_force().first()
    words = Words.load()
    rules = loads(row.canonical)
    rows = differences(loads(current.canonical), rules, words) if current else []
    title = f"La versione {row.version} e quella in vigore"
    context = {"current": current, "differences": rows, **_moved(row, words)}
    return page(request, "compare.html", row, title, **context)


@require_safe
@rules_page("view")
def regions(request, row):
    rules, words = loads(row.canonical), Words.load()
    title = f"Chi entra in ogni percorso, versione {row.version}"
    context = {
        "paths": review.boxes_by_path(rules, words),
        "questions": review.questions_asked(rules, words),
    }
    return page(request, "regions.html", row, title, **context)


@require_safe
@rules_page("view")
def export(request, row, kind):
    if kind not in rules_files.CONTENT_TYPES:
        raise Http404
    data = rules_files.write(loads(row.canonical), kind)
    name = f"regole-versione-{row.version}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=rules_files.CONTENT_TYPES[kind], headers=headers)
