# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proceedings in and out of the site's search, as they come out or are taken back."""

from django.db import transaction
from django.utils import timezone

from migliorapa.core import search as site_search
from migliorapa.core.search.models import SearchDocument

from .. import proceedings_search as found
from ..models import Event, Material


def _bring_in_step(wanted: set[str], documents: list) -> None:
    site_search.withdraw(sorted(wanted - {document.key for document in documents}))
    site_search.publish(documents)


@transaction.atomic
def sync_material(material: Material) -> None:
    rows = Material.objects.filter(pk=material.pk)
    _bring_in_step(found.keys(materials=[material.pk]), list(found.materials(rows)))


@transaction.atomic
def sync(event: Event) -> None:
    """The proceedings of an event and each of its materials."""
    rows = Material.objects.filter(event=event)
    pks = list(rows.values_list("pk", flat=True))
    wanted = found.keys([event.pk], pks)
    pages = list(found.events(Event.objects.filter(pk=event.pk)))
    _bring_in_step(wanted, [*pages, *(found.materials(rows) if pks else ())])


@transaction.atomic
def come_out() -> int:
    """Scheduled: what an embargo kept back until now is found, and is news for the feed.

    Looks at what is in the search, so that it also mends what rows deleted in bulk left there.
    """
    known = set(SearchDocument.objects.filter(kind=found.KIND).values_list("key", flat=True))
    materials = dict(_keyed(found.MATERIAL, Material.objects.public()))
    events = dict(_keyed(found.EVENT, Event.objects.with_proceedings()))
    site_search.withdraw(sorted(known - materials.keys() - events.keys()))
    new = [materials[key] for key in materials.keys() - known]
    pages = [events[key] for key in events.keys() - known]
    if new:
        Material.objects.filter(pk__in=new).update(modified=timezone.now())
    site_search.publish(found.events(Event.objects.filter(pk__in=pages)))
    return site_search.publish(found.materials(Material.objects.filter(pk__in=new)))


def _keyed(prefix: str, rows):
    return ((f"{prefix}{pk}", pk) for pk in rows.order_by().values_list("pk", flat=True))
