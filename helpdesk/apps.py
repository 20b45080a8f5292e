# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    verbose_name = "Aiuto"

    def ready(self):
        from migliorapa.accounts import profile_sections
        from migliorapa.core import registry

        from . import loading, own_requests, related, scheduled, search

        registry.offer_content("helpdesk", loading.load)
        registry.offer_entries("helpdesk", related.entries)
        registry.offer_related("helpdesk", related.related)
        registry.offer_search("helpdesk", search.documents)
        scheduled.register()
        profile_sections.offer("helpdesk", own_requests.section)
