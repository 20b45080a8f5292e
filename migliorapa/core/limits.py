# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often a visitor may do something. Keys are kept as an HMAC, never as they are."""

import ipaddress
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

COUNT = """
INSERT INTO outbox_limitcount AS known (digest, expires, count) VALUES (%s, %s, 1)
ON CONFLICT (digest) DO UPDATE SET
    count = CASE WHEN known.expires <= %s THEN 1 ELSE least(known.count, %s) + 1 END,
    expires = CASE WHEN known.expires <= %s THEN excluded.expires ELSE known.expires END
RETURNING count
"""
NETWORK = 64  # an IPv6 subscriber has at least all addresses of such a network


def _digest(key: str, within: timedelta) -> str:
    text = f"{within.total_seconds()}|{key}"
    return salted_hmac("migliorapa.core.limits", text, algorithm="sha256").hexdigest()


def allow(key: str, *, at_most: int, within: timedelta) -> bool:
    """Counts this time too. The window opens with the first one and is not prolonged by
    those refused. To be asked before the transaction of the request, or a refusal of the
    latter also takes back the count."""
    now = timezone.now()
    values = [_digest(key, within), now + within, now, at_most, now]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        return cursor.fetchone()[0] <= at_most


def counted(key: str, *, within: timedelta) -> bool:
    """Whether `allow` counted it in a window that is still open."""
    from .outbox.models import LimitCount

    known = LimitCount.objects.filter(digest=_digest(key, within))
    return known.filter(expires__gt=timezone.now()).exists()


def client_key(request) -> str:
    """The visitor's address, found as allauth finds it (ALLAUTH_TRUSTED_PROXY_COUNT)."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return "address:unknown"
    if address.version == 6:
        mapped = address.ipv4_mapped
        address = mapped or ipaddress.ip_network((address, NETWORK), strict=False)
    return f"address:{address}"


def purge() -> str:
    from .outbox.models import LimitCount

    deleted, _ = LimitCount.objects.filter(expires__lt=timezone.now()).delete()
    return f"{deleted} cancellati"
