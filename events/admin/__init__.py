# SPDX-License-Identifier: AGPL-3.0-or-later
from . import event, material, registration, session

__all__ = ["event", "material", "registration", "session"]
