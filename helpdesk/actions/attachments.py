# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of a message: checked and put away first, then tied to it in the transaction."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from migliorapa.core import files

from ..models import Attachment, Message

AT_MOST = 5
TOTAL = 20 * 1024 * 1024
UPLOADS = "uploads"  # code of every refusal of a file


@dataclass(frozen=True)
class Kept:
    stored: str
    filename: str
    examined: files.Examined


def _keep(uploads: list) -> list[Kept]:
    """Raises ValidationError, with nothing left on disk."""
    if len(uploads) > AT_MOST:
        raise ValidationError(f"Potete allegare al massimo {AT_MOST} file per messaggio.", UPLOADS)
    if sum(upload.size or 0 for upload in uploads) > TOTAL:
        raise ValidationError(
            "Gli allegati insieme superano i 20 MB: mandatene una parte.", UPLOADS
        )
    kept: list[Kept] = []
    try:
        for upload in uploads:
            examined = files.examine(upload, allowed=files.ATTACHMENTS)
            stored = files.keep(upload, "helpdesk")
            kept.append(Kept(stored, files.safe_filename(upload.name), examined))
    except files.Refused as refusal:
        for item in kept:
            files.remove(item.stored)
        raise ValidationError(str(refusal), UPLOADS)
    return kept


@contextmanager
def put_away(uploads: Iterable):
    """The files checked and kept; if what follows fails, none of them stays."""
    kept = _keep(list(uploads))
    try:
        yield kept
    except BaseException:
        for item in kept:
            files.remove(item.stored)
        raise


def attach(message: Message, kept: list[Kept]) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            stored=item.stored,
            filename=item.filename,
            kind=item.examined.kind,
            mimetype=item.examined.mimetype,
            size=item.examined.size,
            sha256=item.examined.sha256,
        )
        for item in kept
    )
