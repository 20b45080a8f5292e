# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.db import DatabaseError
from django.utils import timezone

LATE = timedelta(minutes=15)


@register(Tags.security, deploy=True)
def mails_leave(app_configs, **kwargs):
    """Part of `check --deploy`; silent where the database cannot be asked yet."""
    from .models import OutboxMail

    if not settings.PRODUCTION:
        return []
    waiting = OutboxMail.objects.filter(status="queued", due__lt=timezone.now() - LATE)
    try:
        number = waiting.count()
    except DatabaseError:
        return []
    if not number:
        return []
    hint = "Controllate che «manage.py worker» sia attivo e che il server di posta risponda."
    return [Warning(f"Messaggi in ritardo: {number}.", hint=hint, id="outbox.W001")]
