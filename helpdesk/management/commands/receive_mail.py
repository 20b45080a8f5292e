# SPDX-License-Identifier: AGPL-3.0-or-later
import sys

from django.core.management.base import BaseCommand
from django.db import Error

from helpdesk import inbound
from helpdesk.actions.inbound import receive
from helpdesk.mail.incoming import NotNow

EX_TEMPFAIL = 75  # sysexits.h: the mail server tries again later


class Command(BaseCommand):
    help = (
        "Riceve un'e-mail dallo standard input, come la passa il server di posta. Esce con 0 se "
        "è stata presa in consegna, con 75 se il server deve riprovare più tardi."
    )
    requires_system_checks = ()

    def handle(self, **options):
        raw = sys.stdin.buffer.read(inbound.MOST_BYTES + 1)
        while sys.stdin.buffer.read(1024 * 1024):
            pass  # a pipe closed too early would look like a failure
        try:
            mail = receive(raw)
        except (NotNow, Error, OSError) as error:
            self.stderr.write(f"Da riprovare più tardi: {error}")
            raise SystemExit(EX_TEMPFAIL)
        self.stdout.write(mail.get_outcome_display())
