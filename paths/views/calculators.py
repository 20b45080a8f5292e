# SPDX-License-Identifier: AGPL-3.0-or-later
"""A calculator on the page of its tool. Its state is the address; nothing is ever written."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string

from migliorapa.core.origin import refuse_other_sites

from ..calculators.base import Calculation, Calculator, example_of
from ..models import Tool
from ..snapshot import Catalogue
from .nearby import nearby
from .tools import surroundings

PIECE = 2**16
MOST_DRAINED = 20_000_000
TOO_LARGE = (
    "Avete incollato troppi dati e il portale non li ha letti: la pagina ne accetta circa due "
    "milioni di caratteri. Tornate indietro con il browser per ritrovarli e incollatene meno."
)


def show(request, calculator: Calculator, tool: Tool, catalogue: Catalogue):
    calculation = calculator.named(request.GET.get("calcolo", ""))
    is_post = request.method == "POST"
    form = _posted(request, calculation) if is_post else calculation.read(request.GET)
    is_example = form is None
    form, outcome = example_of(calculation) if is_example else (form, form.solve())
    address = tool.url
    if is_post and outcome and form.fits_the_address and not form.answers:
        response = HttpResponseRedirect(f"{address}?{form.query}#risultato")
        response.status_code = 303
        return response
    context = {
        "tool": tool,
        "section": "tools",
        "choices": calculator.choices,
        "form": form,
        "outcome": outcome,
        "is_example": is_example,
        "found_again": f"{address}?{form.query}" if is_post and form.fits_the_address else "",
        "below": _below(tool, catalogue),
        "nearby": nearby(tool.topics) if is_example else "",  # a result stands alone
        "deep_dive": catalogue.by_code.get(form.deep_dive),
    }
    status = 200 if outcome else 422
    return render(request, "paths/calculator.html", context, status=status)


def _below(tool: Tool, catalogue: Catalogue) -> str:
    """Text and links under the calculator change with the catalogue only: kept with their tool."""
    if not hasattr(tool, "below_html"):
        context = surroundings(tool, catalogue)
        tool.below_html = render_to_string("paths/_calculator_below.html", context)
    return tool.below_html


def _posted(request, calculation: type[Calculation]) -> Calculation:
    refuse_other_sites(request)
    try:
        return calculation.read(request.POST) or calculation.refused("Scrivete i vostri dati.")
    except RequestDataTooBig:
        _drain(request)
        return calculation.refused(TOO_LARGE)


def _drain(request) -> None:
    """A browser reads the answer only after it has sent everything."""
    left = MOST_DRAINED
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)
