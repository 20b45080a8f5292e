# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from migliorapa.accounts.demo import load_demo_accounts


class Command(BaseCommand):
    help = "Carica gli utenti dimostrativi e ne stampa le credenziali. Solo in modalità demo."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "I dati dimostrativi si caricano solo con MIGLIORAPA_MODE=demo, mai in produzione."
            )
        self.stdout.write("\nUtenti dimostrativi (esistono solo in questa modalità):")
        for row in load_demo_accounts():
            self.stdout.write(f"  {row}")
