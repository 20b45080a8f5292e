# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tools that are not calculators: their page, their paper, their files. Reading only."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from .. import limesurvey, snapshot
from ..documents import store
from ..documents.convert import MIME
from ..models import Tool
from .moves import follows_moves
from .nearby import nearby

LIMESURVEY = {
    "lss": (limesurvey.write_lss, "application/xml"),
    "txt": (limesurvey.write_tsv, "text/tab-separated-values; charset=utf-8"),
}
LIMESURVEY_GUIDE = "T26"
FIELD_LENGTH = 300  # characters
TEMPLATES = {
    "template": "paths/tool_template.html",
    "checklist": "paths/tool_checklist.html",
    "questionnaire": "paths/tool_questionnaire.html",
    "guide": "paths/tool_guide.html",
    "calculator": "paths/tool.html",
}
logger = logging.getLogger(__name__)


def page_of(request, slug):
    """Everything kept about the tool at this address. Raises `Http404`."""
    tool = snapshot.current().tools.get(slug, request.user)
    if tool is None:
        raise Http404
    return tool.page


def surroundings(tool: Tool, catalogue: snapshot.Catalogue) -> dict:
    """What the page of any tool has."""
    return {
        "tool": tool,
        "deep_dives": catalogue.deep_dives.about(tool.topics),
        "tools": catalogue.tools.about(tool.topics, leaving_out=tool),
        "guide": catalogue.by_code.get(LIMESURVEY_GUIDE),
        "section": "tools",
    }


def show(request, page, context: dict):
    """`context` is what `surroundings` gives."""
    context |= {"page": page, "files": {name: page.downloads(name) for name in page.parts}}
    context["nearby"] = nearby(page.tool.topics)
    if page.kind == "checklist":
        ticked = page.ticked(request.GET.getlist("f"))
        context |= {"ticked": ticked, "total": len(page.tool.data["items"])}
    return render(request, TEMPLATES[page.kind], context)


@require_safe
@follows_moves("tool")
def document(request, slug, name, extension):
    """A file to download, made at the first request and kept."""
    part = page_of(request, slug).parts.get(name)
    if part is None or extension not in MIME:
        raise Http404
    etag = f'"{part.digest}.{extension}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            data = store.read(part, extension)
        except store.DocumentUnavailable as error:
            logger.error("Document not available: %s", error)
            return _unavailable(request, part)
        response = HttpResponse(data, content_type=MIME[extension])
        response.headers["Content-Disposition"] = _attachment(f"{part.filename}.{extension}")
    response.headers["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    return response


def _attachment(filename: str) -> str:
    """Slugs are plain letters, digits and hyphens: nothing to quote."""
    return f'attachment; filename="{filename}"'


def _unavailable(request, part):
    context = {"part": part, "section": "tools"}
    response = render(request, "paths/document_unavailable.html", context, status=503)
    response.headers["Retry-After"] = "300"
    return response


@require_safe
@follows_moves("tool")
def for_limesurvey(request, slug, extension):
    """The questionnaire to import, with the fields in brackets filled in from the address."""
    page = page_of(request, slug)
    if page.kind != "questionnaire" or extension not in LIMESURVEY:
        raise Http404
    if page.faults:
        return render(request, "paths/limesurvey_faults.html", {"page": page}, status=409)
    write, content_type = LIMESURVEY[extension]
    response = HttpResponse(write(page.filled(_values(request, page))), content_type=content_type)
    response.headers["Content-Disposition"] = _attachment(f"{page.tool.slug}.{extension}")
    return response


def _values(request, page) -> dict[str, str]:
    """`c1`, `c2`... in the address, in the order in which the page lists the fields."""
    given = (request.GET.get(f"c{number}", "") for number, _ in enumerate(page.blanks, 1))
    return {
        name: " ".join(value[:FIELD_LENGTH].split())
        for name, value in zip(page.blanks, given, strict=True)
    }


@require_safe
@follows_moves("tool")
def blank(request, slug):
    """The blank document, for A4."""
    page = page_of(request, slug)
    if page.kind == "calculator":
        raise Http404
    context = {"page": page, "tool": page.tool, "section": "tools", "heading": page.tool.title}
    if page.tool.document and page.kind == "template":
        context["heading"], context["html"] = page.blank
    return render(request, "paths/paper.html", context)


@require_safe
@follows_moves("tool")
def example(request, slug):
    """The document filled in, to read."""
    page = page_of(request, slug)
    if "esempio" not in page.parts:
        raise Http404
    heading, html = page.example
    context = {"page": page, "tool": page.tool, "section": "tools"}
    context |= {"heading": heading, "html": html, "is_example": True}
    return render(request, "paths/paper.html", context)
