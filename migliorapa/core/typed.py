# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody typed is never lost: given back when a form cannot be taken as it came."""

import re
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.shortcuts import render

from .origin import page_before

SECRET = re.compile("password|token|key|code|recovery", re.IGNORECASE)
SHORTEST, LONGEST = 12, 40_000


def texts(request) -> list[str]:
    """The longer texts of the form, in its order; nothing of passwords and codes."""
    try:
        fields = list(request.POST.lists())
    except (RequestDataTooBig, TooManyFieldsSent, OSError):
        return []
    written = (value for name, values in fields if not SECRET.search(name) for value in values)
    return [value[:LONGEST].replace("\0", "") for value in written if len(value) >= SHORTEST]


def give_back(request, **context):
    """403, with the texts to copy and the way back to the form, which is not always where it sends.

    `context`: title, text, and the `label` of the link.
    """
    path, query = page_before(request)
    back = f"{path}?{query}" if query else path or request.path
    given = {"typed": texts(request), "link": back, **context}
    return render(request, "site/given_back.html", given, status=403)


def sign_in_required(view):
    """As `login_required`; who wrote while the session ended gets the text back."""
    guarded = login_required(view)

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated or not texts(request):
            return guarded(request, *args, **kwargs)
        return give_back(
            request,
            title="Intanto siete usciti",
            text="La vostra sessione è finita mentre scrivevate, e il testo non è partito. "
            "Copiatelo da qui, accedete di nuovo e incollatelo.",
            label="Accedete e tornate alla pagina",
        )

    return asked


def csrf_failure(request, reason=""):
    """Also after signing in or out in another window: the page before it is of somebody else."""
    return give_back(
        request,
        title="Questa pagina era vecchia",
        text="Per sicurezza non accettiamo dati da una pagina aperta prima di entrare o di uscire, "
        "né quando il browser non accetta i cookie. Riaprite la pagina e inviate di nuovo.",
        label="Riaprite la pagina",
    )
