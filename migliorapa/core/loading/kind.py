# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a folder of content files becomes rows, and how rows read back as content."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Content = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A folder of Markdown files, or one YAML file of small rows best read together."""

    folder: str
    model: type[models.Model]
    fields: tuple[str, ...]
    links: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, type[models.Model]] = field(default_factory=dict)
    key: str = "code"
    has_body: bool = True
    file: str = ""
    prepare: Callable[[Content], Content] = lambda content: content

    def wanted(self, meta: Content, body: str) -> Content:
        """Content of a file in the form that `read` gives; refuses unknown or missing keys.

        A relation to nothing is left out, so that a relation added later changes no old content.
        """
        meta = self.prepare({"body": body.strip(), **meta} if self.has_body else dict(meta))
        names = {*self.fields, *self.links}
        if unknown := sorted(meta.keys() - names):
            raise ValueError(f"chiavi sconosciute: {', '.join(unknown)}")
        content = {}
        for name in names:
            value = meta.get(name)
            if value is None and name in self.foreign:
                continue
            if value is None and name not in self.links:
                default = self.model._meta.get_field(name).get_default()
                value = "" if default is None and name == "body" else default
            content[name] = value if value is not None else []
        return content

    def read(self, row: models.Model) -> Content:
        content = {}
        for name in self.fields:
            value = getattr(row, name)
            if name not in self.foreign:
                content[name] = value
            elif value is not None:
                content[name] = _name_of(value)
        content |= {name: link.read(row) for name, link in self.links.items()}
        return content

    def write(self, row: models.Model, content: Content) -> None:
        for name in self.fields:
            value = content.get(name) if name in self.foreign else content[name]
            if name in self.foreign and value is not None:
                model = self.foreign[name]
                value = model.objects.get(**{_naming(model): value})
            setattr(row, name, value)
        row.full_clean(exclude=["body_html"])
        row.save()
        for name, link in self.links.items():
            link.write(row, content[name])


def _naming(model: type[models.Model]) -> str:
    """Catalogue rows go by their code, all others by their slug."""
    return "code" if any(each.name == "code" for each in model._meta.fields) else "slug"


def _name_of(row: models.Model) -> str:
    return getattr(row, _naming(type(row)))
