# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every document of the catalogue made ahead of the first reader."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import close_old_connections

from ..models import Tool
from . import store
from .parts import EXTENSIONS, Part, parts_of


@dataclass
class Report:
    made: int = 0
    ready: int = 0
    removed: int = 0
    failed: list[str] = field(default_factory=list)


def render_all() -> Report:
    """Makes what is missing and removes what is out of date. Raises `OSError` on a bad folder."""
    store.folder().mkdir(parents=True, exist_ok=True)
    wanted = [
        (part, extension)
        for tool in Tool.objects.all()
        for part in parts_of(tool).values()
        for extension in EXTENSIONS
    ]
    missing = [pair for pair in wanted if store.size(*pair) is None]
    report = Report(ready=len(wanted) - len(missing))
    with ThreadPoolExecutor(max_workers=2) as pool:
        for error in pool.map(_make, missing):
            report.failed += [error] if error else []
    report.made = len(missing) - len(report.failed)
    report.removed = store.sweep({store.place(*pair) for pair in wanted})
    return report


def _make(pair: tuple[Part, str]) -> str:
    try:
        store.read(*pair)
    except store.DocumentUnavailable as error:
        return str(error)
    finally:
        close_old_connections()
    return ""
