# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the portal knows about a person, for the person.

Each app registers in `apps.py: ready()` what it keeps: `offer("helpdesk", function)`,
where the function takes a user and returns something JSON can write.
"""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

_sources: dict[str, Callable] = {}


def offer(app: str, answer: Callable) -> None:
    _sources[app] = answer


def _membership(membership):
    return {
        "amministrazione": membership.administration.name,
        "codice_ipa": membership.administration.ipa_code,
        "stato": membership.get_status_display(),
        "coordina": membership.is_coordinator,
        "chiesta": membership.asked,
        "decisa": membership.decided,
        "motivo": membership.reason,
    }


def collect(user) -> dict:
    memberships = user.memberships.select_related("administration")
    addresses = EmailAddress.objects.filter(user=user)
    factors = Authenticator.objects.filter(user=user)
    own = {
        "nome": user.name,
        "email": user.email,
        "ruolo": user.get_role_display(),
        "iscritto": user.date_joined,
        "informativa_letta": user.notice_read,
        "ultimo_accesso": user.last_login,
        "indirizzi": list(addresses.values("email", "verified", "primary")),
        "secondi_fattori": list(factors.values("type", "created_at", "last_used_at")),
        "appartenenze": [_membership(membership) for membership in memberships],
    }
    return {"profilo": own} | {app: answer(user) for app, answer in sorted(_sources.items())}
