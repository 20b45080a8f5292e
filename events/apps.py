# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Appuntamenti"

    def ready(self):
        from migliorapa.accounts import personal_data, profile_sections
        from migliorapa.core import registry

        from . import loading, mail_checks, own_data, related, scheduled, search

        registry.offer_related("events", related.related)
        registry.offer_search("events", search.documents)
        registry.offer_content("events", loading.load)
        mail_checks.offer()
        scheduled.register()
        profile_sections.offer("events", own_data.section)
        personal_data.offer("appuntamenti", own_data.collected)
