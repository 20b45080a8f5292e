# SPDX-License-Identifier: AGPL-3.0-or-later
import re

from django.core.exceptions import BadRequest

BETWEEN_TAGS = re.compile(rb">\s*\n\s*<")


class RefuseNulInFiltersMiddleware:
    """Filters of the administration hand the address to the database, which takes no NUL."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.app_name == "admin" and "%00" in request.META["QUERY_STRING"]:
            raise BadRequest("NUL in the address.")


class CompactHtmlMiddleware:
    """Leaves one line break between tags: the indentation of templates is not for readers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = BETWEEN_TAGS.sub(b">\n<", response.content)
        return response
