# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person who asks, in the desk of `helpdesk_data`: signed in, with requests of her own.

Run as a program after it, with DATABASE_URL set; what it finds of its own is replaced.
"""

import os

import django

from .helpdesk_data import ASKS, TICKET
from .signed_in import sign_in

SESSION = "misura0000000000000000000000000b"
OWN = 50
TEXT = (
    "Buongiorno, abbiamo 2.600 utenti l'anno allo sportello e vorremmo sapere quante risposte "
    "servono per un risultato che regga. L'elenco degli indirizzi non c'è. Grazie."
)


def write() -> None:
    from django.db.models import Q
    from django.utils import timezone

    from helpdesk.models import Ticket
    from migliorapa.accounts.models import Administration, Membership, User

    User.objects.filter(email=ASKS).delete()
    user = User.objects.create_user(email=ASKS, name="Persona di misura")
    administration, _ = Administration.objects.get_or_create(
        ipa_code="misura", defaults={"name": "Comune di Misura", "type": "comune"}
    )
    Membership.objects.create(
        user=user, administration=administration, status="approved", decided=timezone.now()
    )
    newest = Ticket.objects.order_by("-pk").values("pk")[:OWN]
    own = Ticket.objects.filter(Q(pk__in=newest) | Q(public_id=TICKET))
    own.update(requester=user, administration=administration)
    sign_in(user, SESSION)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migliorapa.settings")
    django.setup()
    write()
