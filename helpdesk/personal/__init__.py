# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the help desk keeps of a person, for the person."""
