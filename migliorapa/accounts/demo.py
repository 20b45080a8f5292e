# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up people of real administrations, for demonstrations and tests."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from .models import Administration, Membership, User

PASSWORD = "dimostrazione-2026"
BARI = {
    "ipa_code": "c_a662",
    "name": "Comune di Bari",
    "ipa_category": "L6",
    "type": Administration.Type.COMUNE,
    "istat_code": "072006",
    "region_code": "16",
    "region": "Puglia",
    "email_domain": "comune.bari.it",
    "website": "www.comune.bari.it",
}
LECCE = BARI | {
    "ipa_code": "c_e506",
    "name": "Comune di Lecce",
    "istat_code": "075035",
    "email_domain": "comune.lecce.it",
    "website": "www.comune.lecce.it",
}
PEOPLE = [
    ("bari@esempio.invalid", "Anna Esposito", User.Role.CONTACT_PERSON, BARI, True),
    ("lecce@esempio.invalid", "Luca Greco", User.Role.CONTACT_PERSON, LECCE, False),
    ("operatrice@esempio.invalid", "Marta Leone", User.Role.OPERATOR, None, False),
    ("redazione@esempio.invalid", "Paolo Riva", User.Role.PROJECT_STAFF, None, False),
]


class DemoAccount(NamedTuple):
    email: str
    password: str
    role: str

    def __str__(self):
        return f"{self.email:28} {self.password:20} {self.role}"


def administration(values) -> Administration:
    """The one of IndicePA if it was imported, else a copy of its main facts."""
    others = {name: value for name, value in values.items() if name != "ipa_code"}
    found, _ = Administration.objects.get_or_create(ipa_code=values["ipa_code"], defaults=others)
    return found


def person(email, name, role) -> User:
    user = User.objects.filter(email=email).first() or User(email=email)
    user.name, user.role, user.is_demo, user.is_active = name, role, True, True
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def approved(user, values, coordinates) -> None:
    Membership.objects.update_or_create(
        user=user,
        administration=administration(values),
        defaults={
            "status": Membership.Status.APPROVED,
            "is_coordinator": coordinates,
            "decided": timezone.now(),
        },
    )


@transaction.atomic
def load_demo_accounts() -> list[DemoAccount]:
    """Who can sign in and how; running it again puts everything back."""
    if not (settings.DEMO or settings.MODE == "test"):
        raise CommandError("Gli utenti dimostrativi si creano solo con MIGLIORAPA_MODE=demo.")
    rows = []
    for email, name, role, values, coordinates in PEOPLE:
        user = person(email, name, role)
        where = ""
        if values:
            approved(user, values, coordinates)
            where = f", {values['name']}"
        rows.append(DemoAccount(email, PASSWORD, f"{user.get_role_display()}{where}"))
    return rows
