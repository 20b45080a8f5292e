# SPDX-License-Identifier: AGPL-3.0-or-later
from functools import wraps

from django.http import Http404
from django.views.decorators.cache import never_cache

from migliorapa.core.typed import sign_in_required


def desk_page(view):
    """For operators and staff; nobody else is told that the page exists."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_operator:
            raise Http404
        return view(request, *args, **kwargs)

    return sign_in_required(never_cache(guarded))
