# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass

from django.urls import reverse

from .models import Material


@dataclass(frozen=True)
class Addresses:
    """Of a material and its files; behind a personal link when there is a token."""

    material: Material
    token: str = ""

    def _at(self, name: str, *more) -> str:
        start = ("own_material", self.token) if self.token else ("material",)
        suffix = f"_{name}" if name else ""
        return reverse(f"events:{start[0]}{suffix}", args=[*start[1:], self.material.uid, *more])

    @property
    def page(self) -> str:
        return self._at("")

    @property
    def file(self) -> str:
        return self._at("file")

    @property
    def play(self) -> str:
        return self._at("play")

    @property
    def captions(self) -> str:
        return self._at("captions")

    def version(self, number: int) -> str:
        return self._at("version", number)
