# SPDX-License-Identifier: AGPL-3.0-or-later
"""The questionnaire and its result. The state is the address; only `result` by POST is kept."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core.origin import refuse_other_sites

from .. import actions, snapshot
from ..engine import explain, possible
from ..questionnaire import State
from ..recommendation import PathMissing, tell


def _address(name: str, state: State, **extra: str) -> str:
    query = "&".join(filter(None, [state.query, *(f"{k}={v}" for k, v in extra.items())]))
    return f"{reverse(f'paths:{name}')}{'?' if query else ''}{query}"


def _still_possible(state: State, catalogue: snapshot.Catalogue) -> dict:
    """The paths the answers leave open, largest share first, in percent."""
    remaining = possible(catalogue.compiled, state.answers)
    rows = [
        (catalogue.by_code[item.path].title, round(100 * item.share))
        for item in remaining
        if item.path in catalogue.by_code
    ]
    every = len(catalogue.paths.published)
    return {"possible": rows, "settled": len(remaining) == 1, "all_paths": every}


def _known_administration(request):
    return administration_of(request.user) if request.user.is_authenticated else None


@require_safe
def ask(request):
    """One question a page; when none is left, the answers to check."""
    catalogue = snapshot.current()
    asked = catalogue.questions
    state = State.read(request.GET, asked)
    wanted = request.GET.get("domanda", "")
    question = next((q for q in asked if q.code in {wanted, *state.errors}), None)
    question = question or state.next_question(asked)
    given = [
        (q, q.label(state.answers[q.code]) if q.code in state.answers else "Saltata")
        for q in asked
        if q.code in state.answers or q.code in state.skipped
    ]
    context = {
        "state": state,
        "given": given,
        "total": len(asked),
        "section": "ask",
        **_still_possible(state, catalogue),
    }
    if question is None:
        return render(request, "paths/check_answers.html", context)
    context |= _question_context(request, question, state, asked)
    return render(request, "paths/question.html", context)


def _question_context(request, question, state, asked):
    chosen, administration = state.answers.get(question.code), None
    if question.code == "admin" and not chosen:
        administration = _known_administration(request)
        chosen = administration.type if administration else None
    place = asked.index(question)
    return {
        "question": question,
        "chosen": chosen,
        "administration": administration,
        "number": place + 1,
        "others": state.without(question.code),
        "error": state.errors.get(question.code),
        "previous": asked[place - 1] if place else None,
        "asked": asked,
    }


@require_safe
def ask_all(request):
    """All questions on one page; sending it goes to `result`."""
    catalogue = snapshot.current()
    state = State.read(request.GET, catalogue.questions)
    context = _all_context(request, catalogue, state)
    return render(request, "paths/ask_all.html", context)


def _all_context(request, catalogue, state):
    chosen = dict(state.answers)
    administration = None if "admin" in chosen else _known_administration(request)
    if administration:
        chosen["admin"] = administration.type
    rows = [(q, chosen.get(q.code), state.errors.get(q.code)) for q in catalogue.questions]
    return {
        "rows": rows,
        "state": state,
        "administration": administration,
        "section": "ask",
        **_still_possible(state, catalogue),
    }


@require_safe
def still_possible(request):
    """The fragment that the page's script puts beside the question."""
    catalogue = snapshot.current()
    state = State.read(request.GET, catalogue.questions)
    return render(request, "paths/_possible.html", _still_possible(state, catalogue))


@csrf_exempt  # Anonymous readers get no cookie; the row holds no person. See `origin`.
@require_http_methods(["GET", "HEAD", "POST"])
def result(request):
    if request.method == "POST":
        return _keep(request)
    catalogue = snapshot.current()
    state = State.read(request.GET, catalogue.questions)
    if state.errors or state.missing(catalogue.questions):
        return redirect(_address("ask", state))
    try:
        told = tell(explain(catalogue.compiled, state.answers), catalogue)
    except PathMissing:
        context = {"state": state, "section": "ask", **_still_possible(state, catalogue)}
        return render(request, "paths/path_missing.html", context, status=404)
    context = {"told": told, "path": told.path, "outline": told.outline, "state": state}
    return render(request, "paths/result.html", {**context, "section": "ask"})


def _keep(request):
    refuse_other_sites(request)
    catalogue = snapshot.current()
    state = State.read(request.POST, catalogue.questions)
    for question in state.missing(catalogue.questions):
        state.errors.setdefault(question.code, "Scegliete una risposta: serve per il percorso.")
    if state.errors:
        context = _all_context(request, catalogue, state)
        return render(request, "paths/ask_all.html", context, status=422)
    actions.keep_recommendation(profile=state.answers)
    response = HttpResponseRedirect(_address("result", state))
    response.status_code = 303
    return response
