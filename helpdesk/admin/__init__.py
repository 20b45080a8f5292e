# SPDX-License-Identifier: AGPL-3.0-or-later
from . import canned, faq, offices, questions, tickets

__all__ = ["canned", "faq", "offices", "questions", "tickets"]
