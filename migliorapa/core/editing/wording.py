# SPDX-License-Identifier: AGPL-3.0-or-later
"""Django says «Il approfondimento»: its messages put one article before every name."""

from django.utils.safestring import SafeString, mark_safe

FEMININE = {
    "è stato aggiunto": "è stata aggiunta",
    "è stato modificato": "è stata modificata",
    "aggiungere un altro": "aggiungere un'altra",
    "Puoi modificarlo": "Potete modificarla",
}
MASCULINE = {"Puoi modificarlo": "Potete modificarlo"}


def without_article(message: str, name: str, *, feminine: bool = False) -> str:
    """A message of the admin about a row of the model called `name`; others stay as they are."""
    start = f"Il {name} "
    if not str(message).startswith(start):
        return message
    said = f"{name[:1].upper()}{name[1:]} {str(message).removeprefix(start)}"
    for wrong, right in (FEMININE if feminine else MASCULINE).items():
        said = said.replace(wrong, right)
    said = said.replace("Puoi", "Potete")
    return mark_safe(said) if isinstance(message, SafeString) else said
