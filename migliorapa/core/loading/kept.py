# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts staff edited while their file changed too: the file is waiting for somebody."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from django.db.models import Model

from ..models import LoadedFile
from .kind import Kind
from .load import digest, items


def kept(kinds: Iterable[Kind], folder: FilePath) -> Iterator[tuple[str, Model]]:
    """Names of the files with the rows that stand in their place."""
    loaded = LoadedFile.objects.in_bulk(field_name="name")
    for kind in kinds:
        for name, raw, meta, _ in items(kind, folder):
            known = loaded.get(name)
            if known is None or known.file_sha256 == hashlib.sha256(raw.encode()).hexdigest():
                continue
            row = kind.model.objects.filter(**{kind.key: meta.get(kind.key)}).first()
            if row is not None and digest(kind.read(row)) != known.row_sha256:
                yield name, row
