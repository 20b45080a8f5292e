# SPDX-License-Identifier: AGPL-3.0-or-later
"""Materials as a page tells of them: sizes, licences, how to cite."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format

from migliorapa.core import files

from .models import Event, Material, MaterialVersion

CC = "https://creativecommons.org"
LICENCES = {
    Material.Licence.CC_BY: f"{CC}/licenses/by/4.0/deed.it",
    Material.Licence.CC_BY_SA: f"{CC}/licenses/by-sa/4.0/deed.it",
    Material.Licence.CC0: f"{CC}/publicdomain/zero/1.0/deed.it",
    Material.Licence.IODL: "https://www.dati.gov.it/iodl/2.0/",
}
STEP = 1000  # megabytes as file managers count them
UNITS = ("byte", "kB", "MB", "GB")


def size_in_words(size: int | None) -> str:
    """For instance "1,2 MB"; empty when unknown."""
    if size is None:
        return ""
    value, unit = float(size), 0
    while round(value, 1 if unit else 0) >= STEP and unit < len(UNITS) - 1:
        value, unit = value / STEP, unit + 1
    decimals = 1 if unit > 1 and value < 100 else 0
    return f"{number_format(round(value, decimals), decimals, force_grouping=True)} {UNITS[unit]}"


def format_in_words(version: MaterialVersion) -> str:
    """For instance "PDF, 1,2 MB"; the host for what is elsewhere."""
    if version.url:
        return f"collegamento a {host(version)}"
    kind = files.KINDS.get(version.kind)
    return ", ".join(part for part in (kind and kind.label, size_in_words(version.size)) if part)


def host(version: MaterialVersion) -> str:
    return urlsplit(version.url).hostname or version.url


def licence_address(material: Material) -> str:
    return LICENCES.get(material.licence, "")


def citation(material: Material) -> str:
    """How others quote it: authors, title, where it was shown, where it is."""
    event = material.event
    parts = [
        material.authors,
        f"«{material.title}»",
        f"materiale di «{event.title}»",
        *_where_and_when(event),
        settings.SITE_URL + material.get_absolute_url(),
    ]
    return ", ".join(part for part in parts if part)


def event_citation(event: Event, address: str) -> str:
    parts = [f"«{event.title}»", "atti dell'incontro", *_where_and_when(event), address]
    return (
        f"{', '.join(part for part in parts if part)} (consultato il {_day(timezone.localdate())})"
    )


def _where_and_when(event: Event) -> list[str]:
    days = sorted({event.first_day, event.last_day} - {None})
    return [event.where, " – ".join(map(_day, days))]


def _day(day) -> str:
    return date_format(day, "j F Y").lower()
