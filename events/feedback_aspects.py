# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people judge after a meeting, the same for all so that meetings can be compared."""

ASPECTS = {
    "argomenti": "Argomenti trattati",
    "relatori": "Relatori e conduzione",
    "materiali": "Materiali",
    "domande": "Tempo per le domande",
    "organizzazione": "Organizzazione, sede o piattaforma",
    "utilita": "Utilità per il vostro lavoro",
}
LOWEST, HIGHEST = 1, 10
"""Both scales: 1 is not at all, 10 is very much."""
