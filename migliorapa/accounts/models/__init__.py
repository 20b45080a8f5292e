# SPDX-License-Identifier: AGPL-3.0-or-later
from .administration import Administration
from .membership import Membership
from .user import User

__all__ = ["Administration", "Membership", "User"]
