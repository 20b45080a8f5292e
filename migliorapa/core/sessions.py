# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions in the database, as Django's own: every page of a signed-in person asks for one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from .statements import Given, Statement

_alive = Statement(
    lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now"))
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """A key with a NUL, which the database does not take, is nobody's."""
        key = self.session_key or ""
        found = None if "\0" in key else _alive.one(key=key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
