# SPDX-License-Identifier: AGPL-3.0-or-later
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect, render

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
REACHABLE = {
    "account_logout",
    "account_reauthenticate",
    "account_email",  # an unconfirmed address keeps allauth from adding a second factor
    "accounts:second_factor",
}


def _is_reachable(view_name: str) -> bool:
    return view_name in REACHABLE or view_name.startswith("mfa_")


class RequireMfaMiddleware:
    """Who `needs_mfa` and has no second factor can only set one up, or leave.

    Asks nothing for visitors without a session, nor for those who need no second
    factor; one query for those who do.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.MFA_REQUIRED_FOR_STAFF:
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if _is_reachable(request.resolver_match.view_name or ""):
            return None
        user = request.user
        if not user.is_authenticated or not user.needs_mfa:
            return None
        return None if is_mfa_enabled(user, SECOND_FACTORS) else self.refuse(request)

    def refuse(self, request):
        wants_page = request.accepts("text/html")
        if request.method in {"GET", "HEAD"} and wants_page:
            return redirect("accounts:second_factor")
        return render(request, "accounts/second_factor.html", status=403)
