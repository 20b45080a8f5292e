# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Labels:
    """What a document says of itself: `title` also in the header, `edition` in the footer."""

    title: str
    portal: str
    edition: str
    dated: date
