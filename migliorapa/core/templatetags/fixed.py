# SPDX-License-Identifier: AGPL-3.0-or-later
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string

register = template.Library()
NAMES = ("OWNER_NAME", "PAQ_PORTAL_URL", "SOURCE_CODE_URL", "ROOT_URLCONF")


@register.simple_tag
def fixed(name: str, here: str = "", **words: str) -> str:
    """A piece that is the same for everybody: it depends on the settings and on what is given."""
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    values = tuple(getattr(settings, each) for each in NAMES)
    return draw(name, str(here), values, tuple(words.items()))


@lru_cache(maxsize=128)
def _draw(name: str, here: str, values: tuple[str, ...], words: tuple) -> str:
    known = {key.lower(): value for key, value in zip(NAMES, values, strict=True)}
    return render_to_string(name, known | {"here": here, "section": here} | dict(words))
