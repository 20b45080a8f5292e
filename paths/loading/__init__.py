# SPDX-License-Identifier: AGPL-3.0-or-later
from .load import Report, load_content

__all__ = ["Report", "load_content"]
