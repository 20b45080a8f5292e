# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta


def sign_in(user, key: str) -> None:
    """A session whose key is known, for who measures."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    told = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    kept = {
        "session_data": SessionStore().encode(told),
        "expire_date": timezone.now() + timedelta(days=30),
    }
    Session.objects.update_or_create(session_key=key, defaults=kept)
