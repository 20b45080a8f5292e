# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class PathsConfig(AppConfig):
    name = "paths"
    verbose_name = "Percorsi e strumenti"

    def ready(self):
        from migliorapa.core import registry

        from . import profile_words, related, search

        registry.offer_related("paths", related.related)
        registry.offer_entries("paths", related.entries)
        registry.offer_profile_words("paths", profile_words.in_words)
        registry.offer_search("paths", search.documents)
