# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings of the project, written in a text as `![alternative](drawing:name "caption")`.

Markdown leaves a placeholder, kept with the text; the drawing itself, a template in
`templates/drawings/`, goes into the page when it is shown: a better one needs no text saved anew.
"""

from .asked import Drawing, faults, find, names, refusals, replace
from .shown import ATTRIBUTES, description, expand, plugin

__all__ = [
    "ATTRIBUTES",
    "Drawing",
    "description",
    "expand",
    "faults",
    "find",
    "names",
    "plugin",
    "refusals",
    "replace",
]
