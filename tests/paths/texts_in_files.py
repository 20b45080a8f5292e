# SPDX-License-Identifier: AGPL-3.0-or-later
"""The content files as their readers meet them: one text a page, in reading order."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import frontmatter
import yaml

from helpdesk.loading import FOLDER as FAQ
from paths.loading.load import FOLDER

# Keys in the order of the page; what is not here is not prose (codes, addresses, sources).
READ = (
    *("for_whom", "summary", "purpose", "first_thing", "text", "why", "short"),
    *("question", "answer"),
    *("inputs", "outputs", "outcomes", "not_for", "mistakes", "answers"),
)
AFTER_THE_BODY = ("items", "questionnaire")
DOCUMENTS = ("document", "example")
CODES = {"code", "slug", "type", "role", "scale", "dimension", "only_if", "sources", "topics"}


@dataclass
class TextFile:
    name: str
    meta: dict[str, Any]
    body: str
    parts: dict[str, str] = field(init=False)

    def __post_init__(self):
        """Each separate text: the page, and the documents one downloads."""
        before = [text for key in READ for text in texts_in(self.meta.get(key))]
        after = [text for key in AFTER_THE_BODY for text in texts_in(self.meta.get(key))]
        self.parts = {"page": "\n\n".join([*before, self.body, *after])}
        self.parts |= {key: self.meta[key] for key in DOCUMENTS if self.meta.get(key)}

    def __str__(self):
        return self.name

    @cached_property
    def words(self) -> str:
        """All that is read in the file, titles too."""
        return "\n\n".join([str(self.meta.get("title", "")), *self.parts.values()])


def texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() if key not in CODES for text in texts_in(item)]
    return []


def text_files() -> list[TextFile]:
    found = []
    for file in sorted([*FOLDER.glob("*/*.md"), *FAQ.glob("*/*.md")]):
        post = frontmatter.loads(file.read_text(encoding="utf-8"))
        name = f"{file.parent.name}/{file.name}"
        found.append(TextFile(name, post.metadata, post.content))
    return found


def glossary() -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / "glossary.yaml").read_text(encoding="utf-8"))
