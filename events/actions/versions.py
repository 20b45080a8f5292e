# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions of a material: put on line, never changed, taken away with a reason."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from migliorapa.core import files

from ..models import Material, MaterialVersion
from . import uploads
from .materials import (
    bring_in_step,
    check,
    latest_of,
    locked,
    publish_material,
    save_material,
)
from .uploads import Kept

web_address = URLValidator(
    schemes=["http", "https"],
    message="Scrivete un indirizzo che comincia con http:// o https://.",
)
ONE_OF_TWO = "Caricate un file oppure scrivete un collegamento: non tutti e due."
NOT_A_RECORDING = "I sottotitoli vanno con il file di una registrazione."


def check_sources(kind: str, *, has_file: bool, url: str, has_captions: bool) -> None:
    """Raises ValidationError tied to the field."""
    if has_file and url:
        raise ValidationError({"url": ONE_OF_TWO})
    if has_file and kind == Material.Kind.LINK:
        raise ValidationError({"upload": "Un collegamento non ha file: scrivete l'indirizzo."})
    if has_captions and not (has_file and kind == Material.Kind.RECORDING):
        raise ValidationError({"captions": NOT_A_RECORDING})
    if url:
        try:
            web_address(url)
        except ValidationError as error:
            raise ValidationError({"url": error.messages})


def add_version(
    *, material: Material, upload=None, url="", captions=None, note="", actor=None
) -> MaterialVersion:
    """`upload` and `captions` are uploads, or files that `uploads.keep` has kept already.

    Raises ValidationError, and leaves no file behind.
    """
    check_sources(material.kind, has_file=bool(upload), url=url, has_captions=bool(captions))
    if not upload and not url:
        raise ValidationError({"upload": "Caricate un file o scrivete un collegamento."})
    file = words = None
    try:
        file = _kept(upload, lambda: uploads.keep_for(upload, material.kind))
        words = _kept(captions, lambda: uploads.keep(captions, files.CAPTIONS))
        return _write(material, file, words, url=url, note=note, actor=actor)
    except BaseException:
        uploads.discard(file, words)
        raise


def _kept(given, keep) -> Kept | None:
    if not given:
        return None
    return given if isinstance(given, Kept) else keep()


@transaction.atomic
def _write(material, file, captions, *, url, note, actor) -> MaterialVersion:
    material = locked(material)
    last = material.versions.order_by("-number").values_list("number", flat=True).first()
    version = MaterialVersion(
        material=material, number=(last or 0) + 1, url=url, note=note.strip(), created_by=actor
    )
    if file:
        for name in ("stored", "filename", "kind", "mimetype", "size", "sha256", "text", "scanned"):
            setattr(version, name, getattr(file, name))
    version.captions = captions.stored if captions else ""
    version.full_clean(exclude=["stored", "captions"])
    version.save()
    if material.is_published:
        check(material)
    bring_in_step(material)
    return version


@transaction.atomic
def add_captions(*, version: MaterialVersion, captions) -> MaterialVersion:
    """For a recording that is on line already: the same file, now with its words."""
    material = locked(version.material)
    version = material.versions.get(pk=version.pk)
    if not version.is_media or version.removed:
        raise ValidationError({"captions": NOT_A_RECORDING})
    kept = _kept(captions, lambda: uploads.keep(captions, files.CAPTIONS))
    uploads.remove_after_commit(version.captions)
    version.captions = kept.stored
    version.save()
    bring_in_step(material)
    return version


@transaction.atomic
def remove_version(*, version: MaterialVersion, reason: str, actor=None) -> MaterialVersion:
    """Takes the file away and keeps the record: the address says when and why."""
    if not reason.strip():
        raise ValidationError(
            {"reason": "Scrivete perché togliete il file: lo legge chi lo cerca."}
        )
    material = locked(version.material)
    version = material.versions.get(pk=version.pk)
    if version.removed:
        return version
    uploads.remove_after_commit(version.stored, version.captions)
    version.stored = version.captions = version.text = version.url = ""
    version.removed, version.removed_reason = timezone.now(), reason.strip()
    version.full_clean(exclude=["stored", "captions"])
    version.save()
    bring_in_step(material)
    return version


@transaction.atomic
def put_on_line(
    *, material: Material, published: bool, upload=None, url="", captions=None, note="", actor=None
) -> Material:
    """A card and its new version together, as one form sends them."""
    material.is_published = False
    material = save_material(material=material)
    if upload or url:
        add_version(
            material=material, upload=upload, url=url, captions=captions, note=note, actor=actor
        )
    elif captions:
        add_captions(version=latest_of(material), captions=captions)
    return publish_material(material=material) if published else material
