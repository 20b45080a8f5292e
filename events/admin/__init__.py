# SPDX-License-Identifier: AGPL-3.0-or-later
from . import certificate, event, lab, material, need, people, registration, session

__all__ = [
    "certificate",
    "event",
    "lab",
    "material",
    "need",
    "people",
    "registration",
    "session",
]
