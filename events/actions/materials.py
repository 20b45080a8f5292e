# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes of materials: their card, and whether the public sees them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from migliorapa.core.registry import to_html

from ..models import Material
from .proceedings_index import sync_material
from .uploads import remove_after_commit

NOTHING_YET = "Non c'è ancora niente da leggere: caricate un file o scrivete un collegamento."
WITHOUT_WORDS = (
    "Una registrazione si pubblica con i sottotitoli o con la trascrizione, perché la segua anche "
    "chi non può ascoltare. Caricate il file dei sottotitoli (.vtt) o scrivete la trascrizione."
)


def check_publishable(material: Material, *, has_version: bool, has_captions: bool) -> None:
    """Raises ValidationError with the sentence for staff, tied to the field where there is one."""
    has_transcript = bool(material.transcript.strip())
    is_transcript = material.kind == Material.Kind.TRANSCRIPT
    if not has_version and not (is_transcript and has_transcript):
        raise ValidationError({"upload": NOTHING_YET})
    if material.kind == Material.Kind.RECORDING and not (has_captions or has_transcript):
        raise ValidationError({"captions": WITHOUT_WORDS})


def latest_of(material: Material):
    """The version that the lasting address gives; None when all were taken away."""
    if material.pk is None:
        return None
    return material.versions.filter(removed=None).defer("text").first()


def check(material: Material) -> None:
    latest = latest_of(material)
    check_publishable(
        material, has_version=latest is not None, has_captions=bool(latest and latest.captions)
    )


def bring_in_step(material: Material) -> None:
    material.transcript_html = to_html(material.transcript)
    material.modified = timezone.now()
    material.save()
    sync_material(material)


def locked(material: Material) -> Material:
    return Material.objects.select_for_update(no_key=True).get(pk=material.pk)


@transaction.atomic
def save_material(*, material: Material) -> Material:
    """A card as staff wrote it. What is already public must stay fit to be."""
    material.full_clean()
    if material.session_id and material.session.event_id != material.event_id:
        raise ValidationError({"session": "La sessione è di un altro appuntamento."})
    if material.pk:
        locked(material)
        if material.is_published:
            check(material)
    else:
        material.is_published = False
    bring_in_step(material)
    return material


@transaction.atomic
def publish_material(*, material: Material) -> Material:
    material = locked(material)
    material.full_clean()
    check(material)
    material.is_published = True
    bring_in_step(material)
    return material


@transaction.atomic
def unpublish_material(*, material: Material) -> Material:
    material = locked(material)
    material.is_published = False
    bring_in_step(material)
    return material


@transaction.atomic
def delete_material(*, material: Material) -> None:
    material = locked(material)
    stored = material.versions.values_list("stored", "captions")
    remove_after_commit(*(name for pair in stored for name in pair))
    material.is_published = False
    material.save()
    sync_material(material)
    material.delete()
