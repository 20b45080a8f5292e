# SPDX-License-Identifier: AGPL-3.0-or-later
from pathlib import Path as FilePath

from migliorapa.core import loading
from migliorapa.core.loading import ContentError, Report

from .kinds import KINDS

FOLDER = FilePath(__file__).resolve().parents[1] / "content"

__all__ = ["FOLDER", "ContentError", "load_content"]


def load_content(folder: FilePath = FOLDER, *, restore: str = "") -> Report:
    """Creates and updates rows from files; rows edited or deleted by staff are left alone.

    Raises `ContentError`, and then nothing at all is loaded.
    """
    return loading.load(KINDS, folder, restore=restore)
