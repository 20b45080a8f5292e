# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue's pages: paths, steps, tools, deep dives, glossary. Reading only."""

from itertools import groupby

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .. import snapshot
from ..calculators import CALCULATORS
from ..models import Tool
from . import calculators, tools
from .moves import follows_moves
from .nearby import nearby


def _entry_or_404(shelf, slug, user):
    entry = shelf.get(slug, user)
    if entry is None:
        raise Http404
    return entry


@require_safe
def path_list(request):
    catalogue = snapshot.current()
    context = {
        "paths": catalogue.paths.visible_to(request.user),
        "questions": len(catalogue.questions),
        "section": "paths",
    }
    return render(request, "paths/path_list.html", context)


@require_safe
@follows_moves("path")
def path_detail(request, slug):
    catalogue = snapshot.current()
    path = _entry_or_404(catalogue.paths, slug, request.user)
    context = {"path": path, "outline": catalogue.outline(path), "section": "paths"}
    return render(request, "paths/path.html", context)


@require_safe
def step_list(request):
    steps = snapshot.current().steps.visible_to(request.user)
    phases = [(phase, list(group)) for phase, group in groupby(steps, key=lambda s: s.phase)]
    context = {"phases": phases, "steps": steps, "section": "steps"}
    return render(request, "paths/step_list.html", context)


@require_safe
@follows_moves("step")
def step_detail(request, slug):
    catalogue = snapshot.current()
    step = _entry_or_404(catalogue.steps, slug, request.user)
    deep_dives = catalogue.deep_dives.about(step.topics)
    context = {
        "step": step,
        "deep_dives": deep_dives,
        "nearby": nearby(step.topics),
        "section": "steps",
    }
    return render(request, "paths/step.html", context)


@require_safe
def tool_list(request):
    tools = snapshot.current().tools.visible_to(request.user)
    kind = request.GET.get("tipo", "")
    if kind in Tool.Kind.values:
        tools = [tool for tool in tools if tool.kind == kind]
    context = {"tools": tools, "kinds": Tool.Kind.choices, "kind": kind, "section": "tools"}
    return render(request, "paths/tool_list.html", context)


@csrf_exempt  # Calculators take long pasted data by POST and write nothing.
@require_http_methods(["GET", "HEAD", "POST"])
@follows_moves("tool")
def tool_detail(request, slug):
    catalogue = snapshot.current()
    tool = _entry_or_404(catalogue.tools, slug, request.user)
    calculator = CALCULATORS.get(tool.code)
    if calculator:
        return calculators.show(request, calculator, tool, catalogue)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return tools.show(request, tool.page, tools.surroundings(tool, catalogue))


@require_safe
def deep_dive_list(request):
    deep_dives = snapshot.current().deep_dives.visible_to(request.user)
    context = {"deep_dives": deep_dives, "section": "deep_dives"}
    return render(request, "paths/deep_dive_list.html", context)


@require_safe
@follows_moves("deep_dive")
def deep_dive_detail(request, slug):
    catalogue = snapshot.current()
    deep_dive = _entry_or_404(catalogue.deep_dives, slug, request.user)
    context = {
        "deep_dive": deep_dive,
        "steps": catalogue.steps.about(deep_dive.topics),
        "tools": catalogue.tools.about(deep_dive.topics),
        "nearby": nearby(deep_dive.topics),
        "section": "deep_dives",
    }
    return render(request, "paths/deep_dive.html", context)


@require_safe
def compare(request):
    """Two paths side by side; which two is in the address."""
    catalogue = snapshot.current()
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    pair = [path for path in (catalogue.paths.get(slug, request.user) for slug in asked) if path]
    context = {"paths": catalogue.paths.published, "asked": asked, "pair": pair, "section": "paths"}
    context["twice"] = len(pair) == 2 and pair[0] == pair[1]
    if len(pair) == 2 and not context["twice"]:
        outlines = [catalogue.outline(path) for path in pair]
        context |= {"outlines": outlines, "rows": _places(outlines)}
    return render(request, "paths/compare.html", context)


def _places(outlines):
    """Every step of either path with its place in each, None where a path leaves it out."""
    positions = [
        {step.code: place for place, step in enumerate(outline.steps, 1)} for outline in outlines
    ]
    steps = {step.code: step for outline in outlines for step in outline.steps}
    return [(step, [p.get(code) for p in positions]) for code, step in sorted(steps.items())]


@require_safe
def glossary(request):
    terms = snapshot.current().terms
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=lambda t: t.initial)]
    return render(request, "paths/glossary.html", {"letters": letters, "section": "glossary"})


@require_safe
def glossary_term(request, slug):
    catalogue = snapshot.current()
    term = catalogue.terms_by_slug.get(slug)
    if term is None:
        raise Http404
    see = catalogue.published_entries(term.see)
    context = {"term": term, "see": see, "section": "glossary"}
    return render(request, "paths/glossary_term.html", context)
