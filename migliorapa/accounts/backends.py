# SPDX-License-Identifier: AGPL-3.0-or-later
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from migliorapa.core.statements import Given, Statement

from .models import User

_person = Statement(lambda: User.objects.filter(pk=Given("pk")))


def may_sign_in(user) -> bool:
    """Demo users have a known password: outside demonstrations and tests they stay out."""
    return user.is_active and (not user.is_demo or settings.DEMO or settings.MODE == "test")


class EmailBackend(AuthenticationBackend):
    """Also ends the open sessions of who may no longer sign in."""

    def user_can_authenticate(self, user):
        return may_sign_in(user)

    def get_user(self, user_id):
        person = _person.one(pk=user_id)
        return person if person and may_sign_in(person) else None
