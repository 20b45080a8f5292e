# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "paths"
    verbose_name = "Percorsi e strumenti"

    def ready(self):
        from migliorapa.core import registry

        from . import changes, priorities, profile_topics, profile_words, related, search

        registry.offer_related("paths", related.related)
        registry.offer_entries("paths", related.entries)
        registry.offer_changes("paths", changes.last_changes)
        registry.offer_profile_words("paths", profile_words.in_words)
        registry.offer_profile_topics("paths", profile_topics.topics)
        registry.offer_priorities("paths", priorities.in_order)
        registry.offer_search("paths", search.documents)
