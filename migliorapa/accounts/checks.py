# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

REMEDY = "Cancellateli: manage.py shell -c «User.objects.filter(is_demo=True).delete()»."


@register(Tags.security, deploy=True)
def no_demo_users_in_production(app_configs, **kwargs):
    """Part of `check --deploy`; silent where the database cannot be asked yet."""
    from .models import User

    if not settings.PRODUCTION:
        return []
    try:
        number = User.objects.filter(is_demo=True).count()
    except DatabaseError:
        return []
    if not number:
        return []
    sentence = f"Ci sono {number} utenti dimostrativi in produzione."
    return [Error(sentence, hint=REMEDY, id="accounts.E001")]
