# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the catalogue gives to the site's search."""

from collections.abc import Iterator

from migliorapa.core.search import Document

from .models import DeepDive, Path, Step, Tool
from .models.catalogue import Entry

FINDABLE = (Path, Step, Tool, DeepDive)


def summary_of(entry: Entry) -> str:
    return entry.summary if isinstance(entry, Path) else entry.purpose


def extra_of(entry: Entry) -> str:
    """Texts worth finding beside the body."""
    if isinstance(entry, Step):
        return " ".join(entry.inputs + entry.outputs + entry.mistakes)
    if isinstance(entry, Path):
        return " ".join([entry.for_whom, entry.first_thing, *entry.outcomes])
    return ""


def key_of(entry: Entry) -> str:
    return f"{entry._meta.label_lower}:{entry.code}"


def document_of(entry: Entry) -> Document:
    return Document(
        key=key_of(entry),
        kind=str(entry._meta.verbose_name),
        url=entry.get_absolute_url(),
        title=entry.title,
        summary=summary_of(entry),
        body=f"{extra_of(entry)}\n{entry.body}",
        code=entry.code,
    )


def is_findable(entry: Entry) -> bool:
    return isinstance(entry, FINDABLE)


def documents() -> Iterator[Document]:
    for model in FINDABLE:
        for entry in model.objects.published():
            yield document_of(entry)
