# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questionnaires as files that LimeSurvey imports. Pure; tried on versions 6.2.1 and 6.14.0."""

from .codes import problems
from .lss import write_lss
from .tsv import write_tsv

__all__ = ["problems", "write_lss", "write_tsv"]
