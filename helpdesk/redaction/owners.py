# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names by what is theirs, their role and what they do: «il cell di marco», «Rosa dice»."""

import re

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
    "parlato rispondi rispondete rispondere risposto inoltrate inoltrato consegnate consegnato "
    "girate girato passate passato"
)
ACTS = re.compile(
    r" (?:non )?(?:(?:mi|ti|ci|vi|gli) (?:ha|aveva|dice|chiede|scrive|manda|invia|risponde)"
    r"|(?:ha|aveva) (?:detto|scritto|chiesto|risposto|chiamato|telefonato|firmato|spiegato)"
    r"|(?:dice|chiede|scrive|sostiene|lavora|telefona)"
    r"|(?:dell'|dello |del |dei )(?:ufficio|urp|anagrafe|sportello|protocollo|tributi))(?!\w)"
)
OF = word_set("di d da del della a")


def owner(token: Token, before: list[str]) -> bool:
    """«il cell di marco», «la mail della giulia»: in small letters, too."""
    if not token.first_name or (token.ordinary and not token.capital):
        return False
    return len(before) == 2 and before[0] in OF and before[1] in OWNED


def acts(token: Token, words: Words) -> bool:
    """«Rosa mi ha detto», «marco dell'anagrafe»: a first name that nothing but a person can be."""
    if not token.first_name or (token.ordinary and not token.capital):
        return False
    return bool(ACTS.match(words.low, token.end))


def surname_after(token: Token, words: Words) -> bool:
    """«il collega Nardini», in no list; not «il sindaco Metropolitano»."""
    if token.opens or token.upper or len(token.text) < 4:
        return False
    if ordinary_use(token.low) and not token.homonym:
        return False
    return like_name(token, words) and token.low[:8] != "metropol"
