# SPDX-License-Identifier: AGPL-3.0-or-later
"""DMN 1.3 interchange: the path as a FIRST table, the modifiers as COLLECT tables.

What decision tables cannot say (reasons, notes, path contents, golden cases, inactive rules)
travels in an extension element of our own, so that export and import restore the same rule set.
"""

from .export import export_dmn
from .load import import_dmn

__all__ = ["export_dmn", "import_dmn"]
