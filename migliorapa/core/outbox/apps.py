# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "migliorapa.core.outbox"
    label = "outbox"
    verbose_name = "Posta e lavori periodici"

    def ready(self):
        from migliorapa.core import jobs, limits

        from . import actions, system_checks  # noqa: F401

        jobs.register("outbox:purge", timedelta(days=1), actions.purge)
        jobs.register("limits:purge", timedelta(hours=1), limits.purge)
