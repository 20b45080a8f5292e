# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig


class MiglioraPAConfig(AppConfig):
    name = "migliorapa"
    label = "site"
    verbose_name = "Sito"
