# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.exceptions import BadRequest


class RefuseNulInFiltersMiddleware:
    """Filters of the administration hand the address to the database, which takes no NUL."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.app_name == "admin" and "%00" in request.META["QUERY_STRING"]:
            raise BadRequest("NUL in the address.")
