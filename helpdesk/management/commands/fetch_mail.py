# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.mail import fetching
from helpdesk.mail.mailbox import MailboxError


class Command(BaseCommand):
    help = (
        "Legge la casella di posta dell'help desk (IMAP_HOST): le risposte diventano messaggi, "
        "il resto richieste o e-mail in attesa di un operatore."
    )

    def handle(self, **options):
        if not settings.IMAP_HOST:
            raise CommandError("Manca IMAP_HOST: dite quale casella leggere.", returncode=2)
        try:
            self.stdout.write(fetching.fetch())
        except MailboxError as error:
            raise CommandError(str(error))
