# SPDX-License-Identifier: AGPL-3.0-or-later
"""All mails of the help desk, by what they are about."""
