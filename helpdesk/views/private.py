# SPDX-License-Identifier: AGPL-3.0-or-later
from django.shortcuts import render

from .. import links


def broken_link(request, token: str = ""):
    """`token`: of a request; who had its link can have a new one by mail."""
    context = {"section": "help", "token": token if token and links.renewable(token) else ""}
    return render(request, "helpdesk/broken_link.html", context, status=404)
