# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Appuntamenti"
