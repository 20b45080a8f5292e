# SPDX-License-Identifier: AGPL-3.0-or-later
"""Materials for a demonstration, real files of a few kB. Pure: equal input, equal bytes."""

from .captions import captions_vtt
from .paper import paper_pdf
from .slides import slides_odp

__all__ = ["captions_vtt", "paper_pdf", "slides_odp"]
