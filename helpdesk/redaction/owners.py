# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names after a thing of theirs or a role: «il cell di marco», «il collega Nardini»."""

from .lists import ordinary_use, word_set
from .name_groups import like_name
from .tokens import Token, Words

PERSONAL = word_set(  # nothing but a person's name follows them
    "collega assessore assessora assessor sindaco sindaca vicesindaco consigliere consigliera"
)
OWNED = word_set(
    "cell cellulare telefono tel telefonino numero recapito contatto mail email e-mail pec posta "
    "indirizzo interno whatsapp fax messaggio lettera telefonata richiesta risposta nota firma "
    "casella account profilo scrivania ufficio stanza fratello sorella moglie marito figlio "
    "figlia madre padre nipote cognome nome parte insieme scrivi scrivete scrivere scritto chiedi "
    "chiedete chiedere chiesto detto dire mandate mandato inviate inviato telefonate telefonato "
    "parlato"
)
OF = word_set("di d da del della a")


def owner(token: Token, before: list[str]) -> bool:
    """«il cell di marco», «la mail della giulia»: in small letters, too."""
    if not token.first_name or (token.ordinary and not token.capital):
        return False
    return len(before) == 2 and before[0] in OF and before[1] in OWNED


def surname_after(token: Token, words: Words) -> bool:
    """«il collega Nardini», in no list; not «il sindaco Metropolitano»."""
    if token.opens or token.upper or len(token.text) < 4 or ordinary_use(token.low):
        return False
    return like_name(token, words) and token.low[:8] != "metropol"
