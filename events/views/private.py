# SPDX-License-Identifier: AGPL-3.0-or-later
from django.shortcuts import render


def broken_link(request):
    return render(request, "events/broken_link.html", {"section": "events"}, status=404)
