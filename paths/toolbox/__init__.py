# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arithmetic of customer satisfaction: standard library only, no Django, no state."""
