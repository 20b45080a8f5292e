# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue's pages: paths, steps, tools, deep dives. Reading only."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..linked import links
from ..models import DeepDive, GlossaryTerm, Path, Step, Tool
from ..outline import lay_out, path_steps, tools_with_steps


@require_safe
def path_list(request):
    paths = Path.objects.visible_to(request.user).defer("body", "body_html")
    return render(request, "paths/path_list.html", {"paths": paths, "section": "paths"})


@require_safe
def path_detail(request, slug):
    steps = path_steps(path__slug=slug)
    if not steps or not (steps[0].path.published or request.user.is_staff):
        raise Http404
    tools = tools_with_steps(steps=[link.step_id for link in steps])
    outline = lay_out(steps, tools)
    deep_dives = DeepDive.objects.published().filter(paths=outline.path)
    context = {
        "path": outline.path,
        "outline": outline,
        "deep_dives": deep_dives.order_by("pathdeepdive__position").defer("body", "body_html"),
        "section": "paths",
    }
    return render(request, "paths/path.html", context)


@require_safe
def step_list(request):
    steps = (
        Step.objects.visible_to(request.user)
        .select_related("phase")
        .defer("body", "body_html", "phase__body")
        .order_by("phase__position", "position")
    )
    phases = [(phase, list(group)) for phase, group in groupby(steps, key=lambda s: s.phase)]
    return render(request, "paths/step_list.html", {"phases": phases, "section": "steps"})


@require_safe
def step_detail(request, slug):
    steps = Step.objects.visible_to(request.user).select_related("phase")
    step = get_object_or_404(steps, slug=slug)
    context = links(
        tools=Tool.objects.published().filter(steps=step),
        paths=Path.objects.published().filter(steps=step),
        deep_dives=DeepDive.objects.published().about(step.topics),
    )
    return render(request, "paths/step.html", {"step": step, "section": "steps", **context})


@require_safe
def tool_list(request):
    tools = Tool.objects.visible_to(request.user).defer("body", "body_html", "data")
    kind = request.GET.get("tipo", "")
    if kind in Tool.Kind.values:
        tools = tools.filter(kind=kind)
    context = {"tools": tools, "kinds": Tool.Kind.choices, "kind": kind, "section": "tools"}
    return render(request, "paths/tool_list.html", context)


@require_safe
def tool_detail(request, slug):
    tool = get_object_or_404(Tool.objects.visible_to(request.user), slug=slug)
    context = links(
        steps=Step.objects.published().filter(tools=tool),
        deep_dives=DeepDive.objects.published().about(tool.topics),
        tools=Tool.objects.published().about(tool.topics).exclude(pk=tool.pk),
    )
    return render(request, "paths/tool.html", {"tool": tool, "section": "tools", **context})


@require_safe
def deep_dive_list(request):
    deep_dives = DeepDive.objects.visible_to(request.user).defer("body", "body_html")
    context = {"deep_dives": deep_dives, "section": "deep_dives"}
    return render(request, "paths/deep_dive_list.html", context)


@require_safe
def deep_dive_detail(request, slug):
    deep_dive = get_object_or_404(DeepDive.objects.visible_to(request.user), slug=slug)
    context = links(
        paths=Path.objects.published().filter(deep_dives=deep_dive),
        steps=Step.objects.published().about(deep_dive.topics),
        tools=Tool.objects.published().about(deep_dive.topics),
    )
    context |= {"deep_dive": deep_dive, "section": "deep_dives"}
    return render(request, "paths/deep_dive.html", context)


@require_safe
def compare(request):
    """Two paths side by side; which two is in the address."""
    paths = list(Path.objects.published().defer("body", "body_html"))
    by_slug = {path.slug: path for path in paths}
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    pair = [by_slug[slug] for slug in asked if slug in by_slug]
    context = {"paths": paths, "asked": asked, "pair": pair, "section": "paths"}
    if len(pair) == 2:
        context |= _comparison(pair)
    return render(request, "paths/compare.html", context)


def _comparison(pair):
    outlines = [lay_out(path_steps(path=path), ()) for path in pair]
    positions = [
        {item.step.code: place for place, item in enumerate(outline.steps, 1)}
        for outline in outlines
    ]
    steps = {item.step.code: item.step for outline in outlines for item in outline.steps}
    rows = [
        (step, [places.get(code) for places in positions]) for code, step in sorted(steps.items())
    ]
    return {"outlines": outlines, "rows": rows}


@require_safe
def glossary(request):
    terms = GlossaryTerm.objects.only("slug", "term")
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=lambda t: t.initial)]
    return render(request, "paths/glossary.html", {"letters": letters, "section": "glossary"})


@require_safe
def glossary_term(request, slug):
    term = get_object_or_404(GlossaryTerm, slug=slug)
    context = links(
        steps=Step.objects.published().filter(code__in=term.see),
        tools=Tool.objects.published().filter(code__in=term.see),
        deep_dives=DeepDive.objects.published().filter(code__in=term.see),
    )
    return render(
        request, "paths/glossary_term.html", {"term": term, "section": "glossary", **context}
    )
