# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.validators import RegexValidator

# Names go into mails to colleagues: no addresses, no line breaks, no markup.
person_name_validator = RegexValidator(
    r"^[^\W\d_]([^\W\d_]|[ .'’-])*\Z",
    "Scrivete nome e cognome: sono ammessi lettere, spazi, apostrofi, punti e trattini.",
)


def tidy(name: str) -> str:
    return " ".join(name.split())
