# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "migliorapa.core"
    label = "core"
    verbose_name = "Argomenti e ricerca"

    def ready(self):
        from . import pages, registry

        registry.offer_search("core", pages.documents)
