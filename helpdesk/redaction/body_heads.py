# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that say what an administration is, and what is written in their place."""

import re

from .lists import word_set

GENERIC = word_set(
    "comune comuni citta metropolitana provincia autonoma regione unione comunita montana "
    "consorzio azienda aziende sanitaria sanitario locale locali unita ospedaliera ospedaliero "
    "universitaria universitario universita studi istituto istituti comprensivo scuola scolastico "
    "liceo direzione didattica ministero dipartimento agenzia camera commercio ente enti parco "
    "nazionale regionale provinciale comunale ordine collegio prefettura questura asl ausl usl "
    "ulss aulss asst ats asp aou arpa servizio sociale sociali ambito territoriale ufficio "
    "ic iis itis ipsia itc pubblica pubblico pubblici pubbliche statale superiore istruzione "
    "autorita capitale municipio scientifico classico linguistico artistico circolo didattico"
)
CHAMBER = word_set("industria artigianato agricoltura")
BETWEEN = word_set("de di d' del dell' dei della degli delle dello d dell e ed la lo l")
ALIKE = (
    word_set("comune municipio citta"),
    word_set("azienda sanitaria locale provinciale unita asl ausl usl ulss aulss asst ats asp"),
    word_set(
        "istituto comprensivo scuola liceo scientifico classico direzione didattica circolo ic iis "
        "iiss itis ipsia itc superiore istruzione"
    ),
    word_set("universita studi ateneo"),
    word_set("camera commercio cciaa"),
    word_set("comunita unione montana comuni"),
)
ACRONYMS = word_set(
    "asl ausl usl ulss aulss asst ats asp aou arpa ic iis iiss itis ipsia itc cciaa"
)


def head_words(words: list[str]) -> list[str]:
    """«unione», «dei», «comuni»: what stands before the body's own name."""
    generic = GENERIC | (CHAMBER if "commercio" in words else frozenset())
    place = 0
    while place < len(words) and words[place] in generic | BETWEEN:
        place += 1
    return words[:place]


def heads_alike(head: list[str]) -> str:
    """A pattern for any of these words, or of those said of the same kind of body."""
    said = {word for word in head if word not in BETWEEN}
    for kind in ALIKE:
        if said & kind:
            said |= kind
    return f"(?:{'|'.join(map(shortened, sorted(said)))})" if said else ""


def dotted_head(words: list[str]) -> str:
    """Only the acronyms: «asl», «a.s.l.»; empty if the name has none and is of no such kind."""
    said = set(words) & (GENERIC - word_set("comune citta provincia regione unione"))
    alike = {word for kind in ALIKE if said & kind for word in kind & ACRONYMS}
    return f"(?:{'|'.join(map(shortened, sorted(alike)))})" if alike else ""


def shortened(word: str) -> str:
    """«a.s.l.» for «asl»; «com.», «c.ne» and «com.ne» for «comune»."""
    if word in ACRONYMS:
        return r"(?:\. ?)?".join(word) + r"\.?"
    if len(word) < 5:
        return re.escape(word)
    stem = ""
    for letter in reversed(word[2:-1]):
        stem = f"(?:{letter}{stem})?"
    return rf"(?:{word}|{word[:2]}{stem}\.(?:{word[-2:]})?|{word[0]}\.{word[-2:]})"
