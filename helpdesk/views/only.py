# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may open the operators' pages: for all others they do not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404


def operators(view):
    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not (request.user.is_operator or request.user.is_staff):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
