# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short names of questions and answers, for tables where the full label has no room.

A question or an answer that is not here is shown with its own label.
"""

QUESTIONS = {
    "admin": "Amministrazione",
    "nature": "Servizio",
    "channel": "Canale",
    "experience": "Esperienza",
    "goal": "Scopo",
    "size": "Dipendenti",
    "users": "Utenti l'anno",
    "contacts": "Elenco utenti",
}

ANSWERS = {
    "admin": {
        "comune": "comune",
        "provincia": "provincia",
        "regione": "regione",
        "sanita": "sanità",
        "scuola": "scuola",
        "universita": "università",
        "centrale": "ente nazionale",
        "camera": "camera di commercio",
        "altro": "altro ente",
    },
    "nature": {
        "transactional": "pratica",
        "information": "informazione",
        "personal": "alla persona",
        "internal": "interno",
        "collective": "alla comunità",
    },
    "channel": {
        "desk": "sportello",
        "online": "online",
        "phone": "telefono",
        "multi": "più canali",
        "onsite": "in struttura",
    },
    "experience": {
        "none": "nessuna",
        "occasional": "occasionale",
        "systematic": "periodica",
        "integrated": "già integrata",
    },
    "goal": {
        "know": "conoscere",
        "priorities": "priorità",
        "continuous": "segnale continuo",
        "performance": "performance",
    },
    "size": {"under50": "meno di 50", "50_249": "da 50 a 249", "250plus": "250 o più"},
    "users": {
        "under200": "meno di 200",
        "200_2000": "da 200 a 2.000",
        "over2000": "più di 2.000",
        "unknown": "non si sa",
    },
    "contacts": {
        "email_list": "con e-mail",
        "phone_or_post_list": "telefono o posta",
        "no_list": "nessuno",
    },
}
