# SPDX-License-Identifier: AGPL-3.0-or-later
from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "migliorapa.accounts"
    label = "accounts"
    verbose_name = "Persone e amministrazioni"

    def ready(self):
        from . import checks, roles  # noqa: F401

        post_migrate.connect(roles.grant_group_permissions, dispatch_uid="accounts-roles")
