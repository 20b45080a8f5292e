# SPDX-License-Identifier: AGPL-3.0-or-later
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max

import events.demo
import helpdesk.demo
from migliorapa.accounts.demo import load_demo_accounts
from migliorapa.core.outbox.models import OutboxMail


@contextmanager
def without_mails():
    """What is made up here writes to nobody: its mails go before any worker sees them."""
    with transaction.atomic():
        last = OutboxMail.objects.aggregate(last=Max("pk"))["last"] or 0
        yield
        OutboxMail.objects.filter(pk__gt=last).delete()


class Command(BaseCommand):
    help = (
        "Carica utenti, richieste e appuntamenti dimostrativi e stampa le credenziali. "
        "Solo in modalità demo."
    )

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "I dati dimostrativi si caricano solo con MIGLIORAPA_MODE=demo, mai in produzione."
            )
        accounts = load_demo_accounts()
        with without_mails():
            events.demo.load()
            helpdesk.demo.load()
        self.stdout.write("\nUtenti dimostrativi (esistono solo in questa modalità):")
        for row in accounts:
            self.stdout.write(f"  {row}")
