# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the catalogue gives to the site's search."""

from collections.abc import Iterator
from typing import Any

from migliorapa.core.search import Document

from .models import DeepDive, GlossaryTerm, Path, Step, Tool
from .models.catalogue import Entry

FINDABLE = (Path, Step, Tool, DeepDive)
READ = {
    *("text", "why", "group", "label", "title", "intro", "help"),
    *("introduction", "closing", "instructions_interviewer"),
}


def summary_of(entry: Entry) -> str:
    return entry.summary if isinstance(entry, Path) else entry.purpose


def extra_of(entry: Entry) -> str:
    """Texts worth finding beside the body."""
    if isinstance(entry, Step):
        return " ".join(entry.inputs + entry.outputs + entry.mistakes)
    if isinstance(entry, Path):
        return " ".join([entry.for_whom, entry.first_thing, *entry.outcomes])
    if isinstance(entry, Tool):
        return " ".join([entry.document, *_words_of(entry.data)])
    return ""


def _words_of(data: Any) -> Iterator[str]:
    """Texts of checklists and questionnaires, each once; codes and kinds are not for reading."""
    seen = set()
    for name, text in _named_texts(data):
        if name in READ and text not in seen:
            seen.add(text)
            yield text


def _named_texts(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield name, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _named_texts(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _named_texts(value, name)


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
        topics=tuple(entry.topics),
    )


def term_document(term: GlossaryTerm) -> Document:
    return Document(
        key=f"paths.glossaryterm:{term.slug}",
        kind="termine del glossario",
        url=term.get_absolute_url(),
        title=term.term,
        summary=term.short,
        body=" ".join(term.aliases),
        weight=0.5,
    )


def is_findable(entry: Entry) -> bool:
    return isinstance(entry, FINDABLE)


def documents() -> Iterator[Document]:
    for model in FINDABLE:
        for entry in model.objects.published():
            yield document_of(entry)
    yield from map(term_document, GlossaryTerm.objects.all())
