# SPDX-License-Identifier: AGPL-3.0-or-later
from .kept import kept
from .kind import Content, Kind
from .load import ContentError, Report, load

__all__ = ["Content", "ContentError", "Kind", "Report", "kept", "load"]
