# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public questions: their page, and who writes without a name."""
