# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calculators, by the code of the tool whose page shows them."""

from .allocation import ALLOCATION
from .base import Calculator
from .importance_map import IMPORTANCE_MAP
from .margin import MARGIN
from .nps import NPS
from .reliability import RELIABILITY
from .response import RESPONSE
from .sample_size import SAMPLE_SIZE
from .satisfaction import SATISFACTION
from .servqual import SERVQUAL

CALCULATORS: dict[str, Calculator] = {
    "T20": SAMPLE_SIZE,
    "T21": ALLOCATION,
    "T22": MARGIN,
    "T28": RESPONSE,
    "T32": RELIABILITY,
    "T33": SATISFACTION,
    "T34": SERVQUAL,
    "T35": IMPORTANCE_MAP,
    "T36": NPS,
}
