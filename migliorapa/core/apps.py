# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "migliorapa.core"
    label = "core"
    verbose_name = "Argomenti e ricerca"

    def ready(self):
        from . import files, jobs, pages, registry

        registry.offer_search("core", pages.documents)
        jobs.register("file lasciati a metà", timedelta(days=1), files.sweep)
