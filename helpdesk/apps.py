# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    verbose_name = "Aiuto"

    def ready(self):
        from migliorapa.accounts import profile_sections
        from migliorapa.core import registry

        from . import handover, loading, own_requests, related, scheduled, search

        registry.offer_content("helpdesk", loading.load)
        registry.offer_entries("helpdesk", related.entries)
        registry.offer_related("helpdesk", related.related)
        registry.offer_search("helpdesk", search.documents)
        registry.offer_handover("help-request", handover.take_request)
        registry.offer_handover("faq-draft", handover.take_faq)
        scheduled.register()
        profile_sections.offer("helpdesk", own_requests.section)
