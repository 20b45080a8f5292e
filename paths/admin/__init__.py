# SPDX-License-Identifier: AGPL-3.0-or-later
from . import catalogue, glossary, questionnaire, reports, rules

__all__ = ["catalogue", "glossary", "questionnaire", "reports", "rules"]
