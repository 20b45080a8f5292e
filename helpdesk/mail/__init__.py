# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that come in: the mailbox, and a mail as this site reads it."""
