# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    verbose_name = "Aiuto"
