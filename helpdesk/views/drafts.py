# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody typed while their session ended, kept until they sign in again."""

KEPT = "helpdesk.draft"
FIELDS = ("subject", "text", "queue", "visibility")
LONGEST = 20_000
SIGNED = "firmato"  # a hidden field of the form of who was signed in


def was_signed_out(request) -> bool:
    return SIGNED in request.POST and not request.user.is_authenticated


def put_by(request) -> None:
    typed = {name: request.POST.get(name, "").replace("\0", "")[:LONGEST] for name in FIELDS}
    request.session[KEPT] = {name: value for name, value in typed.items() if value}


def taken_up(request) -> dict:
    if request.method == "POST" or not request.user.is_authenticated:
        return {}
    return request.session.get(KEPT, {})


def forget(request) -> None:
    if KEPT in request.session:
        del request.session[KEPT]
