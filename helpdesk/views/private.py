# SPDX-License-Identifier: AGPL-3.0-or-later
from django.shortcuts import render


def broken_link(request):
    return render(request, "helpdesk/broken_link.html", {"section": "help"}, status=404)
