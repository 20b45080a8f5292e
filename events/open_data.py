# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published events as plain rows, without anything about people."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from migliorapa.accounts.regions import REGIONS
from migliorapa.core import moments

from . import snapshot
from .filters import Filters
from .models import Event

AS_TEXT = {"ensure_ascii": False}
LICENCE = {
    "nome": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/deed.it",
}
COLUMNS = (
    *("identificativo", "titolo", "tipo", "sintesi", "stato", "primo_giorno", "ultimo_giorno"),
    *("inizio", "fine", "online", "citta", "regione", "sede", "argomenti", "enti_partner"),
    *("storico", "dimostrativo", "atti_online", "pagina", "modificato"),
)


def about() -> dict:
    return {
        "titolo": "Appuntamenti di MiglioraPA",
        "licenza": LICENCE,
        "fonte": f"{settings.OWNER_NAME}, {settings.SITE_URL}{reverse('events:list')}",
        "fuso_orario": str(moments.ROME),
    }


def rows(filters: Filters) -> Iterator[dict]:
    """Each has the keys of COLUMNS, in that order."""
    for event in filters.of(snapshot.current().published):
        yield dict(zip(COLUMNS, _values(event), strict=True))


def _values(event: Event) -> tuple:
    return (
        *(str(event.uid), event.title, event.get_kind_display(), event.summary),
        *(event.get_status_display().lower(), _day(event.first_day), _day(event.last_day)),
        *(_moment(event.starts), _moment(event.ends), event.is_online, event.city),
        *(REGIONS.get(event.region_code, ""), event.venue, event.topics, event.partners),
        *(event.is_history, event.is_demo, event.proceedings_are_out),
        *(settings.SITE_URL + event.url, _moment(event.modified)),
    )


def _day(day) -> str:
    return day.isoformat() if day else ""


def _moment(moment) -> str:
    return moment.astimezone(moments.ROME).isoformat(timespec="seconds") if moment else ""
