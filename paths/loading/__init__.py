# SPDX-License-Identifier: AGPL-3.0-or-later
from .load import load_content

__all__ = ["load_content"]
