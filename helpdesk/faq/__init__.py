# SPDX-License-Identifier: AGPL-3.0-or-later
"""FAQ: how they are listed, shown, drafted, reviewed, and which ones are missing."""
