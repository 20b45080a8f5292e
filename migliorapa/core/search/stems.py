# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words to stems (inflection) and stems to roots (derivation): rispondenti, risposta, rispondere.

The stem is snowball's, on folded words. The root cuts what makes nouns of verbs and adjectives of
nouns, and undoes the irregular participles; it joins words more boldly, so it counts less.
"""

import re
from functools import lru_cache
from threading import local

import snowballstemmer

SHORTEST_ROOT = 4  # one letter more where the suffix is short: it may be no suffix
DERIVED = re.compile(
    "(?:"
    "izzazion|izzator|izzament|izzabil|izzat|izz|atoriet|ator|itor|atric|itric|abilit|ibilit"
    "|abil|ibil|ativit|itivit|ativ|itiv|ivit|iv|azion|izion|uzion|zion|sion|ament|iment|ement"
    "|atur|itur|atezz|ezz|osit|os|icit|ic|alit|al|ari|ar|ist|ism|anz|enz|ant|ent|at|it|ut|z|ev"
    ")$"
)
IRREGULAR = {
    "rispost": "rispond",
    "propost": "propon",
    "compost": "compon",
    "espost": "espon",
    "scelt": "scegl",
    "scelg": "scegl",
    "tolg": "togl",
    "tolt": "togl",
    "raccolg": "raccogl",
    "accolg": "accogl",
    "teng": "ten",
    "veng": "ven",
    "sciolt": "sciogl",
    "raccolt": "raccogl",
    "accolt": "accogl",
    "rivolt": "rivolg",
    "svolt": "svolg",
    "coinvolt": "coinvolg",
    "scritt": "scriv",
    "iscritt": "iscriv",
    "iscrizion": "iscriv",
    "descritt": "descriv",
    "descrizion": "descriv",
    "trascritt": "trascriv",
    "prescritt": "prescriv",
    "lett": "legg",
    "lettur": "legg",
    "elett": "elegg",
    "corrett": "corregg",
    "correzion": "corregg",
    "protett": "protegg",
    "protezion": "protegg",
    "protez": "protegg",
    "chiest": "chied",
    "richiest": "richied",
    "vist": "ved",
    "previst": "preved",
    "prevision": "preved",
    "decis": "decid",
    "decision": "decid",
    "divis": "divid",
    "division": "divid",
    "chius": "chiud",
    "chiusur": "chiud",
    "conclus": "conclud",
    "conclusion": "conclud",
    "inclus": "includ",
    "esclus": "esclud",
    "esclusion": "esclud",
    "diffus": "diffond",
    "diffusion": "diffond",
    "spes": "spend",
    "pres": "prend",
    "compres": "comprend",
    "comprension": "comprend",
    "estes": "estend",
    "estension": "estend",
    "attes": "attend",
    "offert": "offr",
    "apert": "apr",
    "apertur": "apr",
    "copert": "copr",
    "permess": "permett",
    "ammess": "ammett",
    "trasmess": "trasmett",
    "trasmission": "trasmett",
    "promess": "promett",
    "redatt": "redig",
    "redazion": "redig",
    "redattor": "redig",
    "prodott": "produc",
    "produzion": "produc",
    "tradott": "traduc",
    "tradur": "traduc",
    "traduzion": "traduc",
    "ridott": "riduc",
    "ridur": "riduc",
    "riduzion": "riduc",
    "condott": "conduc",
    "condur": "conduc",
    "conduzion": "conduc",
    "introdott": "introduc",
    "aggiunt": "aggiung",
    "raggiunt": "raggiung",
    "assunt": "assum",
    "assunzion": "assum",
    "distribuzion": "distribu",
    "distribuit": "distribu",
    "soddisfatt": "soddisf",
    "soddisfazion": "soddisf",
    "soddisfac": "soddisf",
    "insoddisfatt": "soddisf",
    "insoddisfazion": "soddisf",
    "ritard": "tard",
    "tenut": "ten",
    "ottenut": "otten",
    "mantenut": "manten",
    "contenut": "conten",
    "perdut": "perd",
    "pers": "perd",
    "smarrit": "smarr",
    "spedizion": "sped",
    "costruit": "costru",
    "costruzion": "costru",
    "discuss": "discut",
    "discussion": "discut",
    "mess": "mett",
    "fatt": "far",
    "suggest": "sugger",
    "suggerit": "sugger",
    "suggerisc": "sugger",
    "gratuit": "grat",
    "gratis": "grat",
    "access": "acced",
    "accession": "acced",
    "success": "succed",
    "connession": "connett",
    "conness": "connett",
    "riflession": "riflett",
    "espression": "esprim",
    "espress": "esprim",
    "stampat": "stamp",
    "giudiz": "giudic",
    "servit": "serv",
}
_per_thread = local()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Snowball's Italian stem of a folded word; numbers and codes stay as they are."""
    if not word.isalpha():
        return word
    if not hasattr(_per_thread, "stemmer"):
        _per_thread.stemmer = snowballstemmer.stemmer("italian")
    return _per_thread.stemmer.stemWord(word)


@lru_cache(maxsize=65_536)
def root(stem: str) -> str:
    """What a stem shares with the words derived from it: at least four letters."""
    for _ in range(3):
        if stem in IRREGULAR:
            return IRREGULAR[stem]
        cut = DERIVED.sub("", stem)
        if cut == stem or len(cut) < SHORTEST_ROOT + (len(stem) - len(cut) < 3):
            break
        stem = cut
    return IRREGULAR.get(stem, stem)
