# SPDX-License-Identifier: AGPL-3.0-or-later
"""First parts of addresses under /eventi/ that no event may have as its slug."""

RESERVED = frozenset(
    (
        *("mese", "archivio", "serie", "materiali", "iscrizione", "partecipa", "attestato"),
        *("attestati", "questionario"),
    )
)
