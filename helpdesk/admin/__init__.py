# SPDX-License-Identifier: AGPL-3.0-or-later
from . import canned, offices, tickets

__all__ = ["canned", "offices", "tickets"]
