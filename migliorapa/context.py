# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings


def site(request):
    return {
        "owner_name": settings.OWNER_NAME,
        "owner_email": settings.OWNER_EMAIL,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "source_code_url": settings.SOURCE_CODE_URL,
        "paq_portal_url": settings.PAQ_PORTAL_URL,
    }
