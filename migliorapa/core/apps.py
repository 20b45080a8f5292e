# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "migliorapa.core"
    label = "core"
    verbose_name = "Argomenti e ricerca"

    def ready(self):
        from . import files, jobs, pages, registry, search

        post_migrate.connect(search.after_migrate, sender=self)
        registry.offer_search("core", pages.documents)
        jobs.register("files:sweep", timedelta(days=1), files.sweep)
        jobs.register("search:refresh", timedelta(days=1), search.refresh)
        jobs.register("search:forget", timedelta(days=1), search.forget_old)
