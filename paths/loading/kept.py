# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Iterator
from pathlib import Path as FilePath

from django.db.models import Model

from migliorapa.core import loading

from .kinds import KINDS
from .load import FOLDER


def kept(folder: FilePath = FOLDER) -> Iterator[tuple[str, Model]]:
    """Texts that staff edited while their file changed too: the file is waiting for somebody."""
    return loading.kept(KINDS, folder)
