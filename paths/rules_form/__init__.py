# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one form in which a draft of the rules is written: matrix, modifiers, golden cases."""

from .catalogue import Catalogue
from .levels import with_gaps
from .matrix import Matrix
from .trial import TrialForm

__all__ = ["Catalogue", "Matrix", "TrialForm", "with_gaps"]
