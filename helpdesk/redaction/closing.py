# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures: the names under «Cordiali saluti»; greetings, which an answer for all has not."""

import re
from collections.abc import Iterator

from .canon import canon
from .model import Kind, Span
from .name_groups import known, particle
from .tokens import Token, Words

FORMULA = re.compile(
    r"(?<!\w)(?:(?:cordiali|distinti|cari|tanti|un caro|molti)? ?salut[io]|cordialita|cordialmente"
    r"|(?:molte |tante )?grazie(?: (?:mille|infinite|molte|tante|ancora|in anticipo|anticipatamente"
    r"|per [\w' ]{3,40}?|e [\w' ]{4,30}?))?|buon(?:a)? (?:lavoro|giornata|serata)|a presto"
    r"|in fede|in attesa di (?:un )?(?:vostro |gentile )?riscontro|fatemi sapere|un abbraccio)"
    r" ?(?P<sep>[,.!;-]? ?\n\s*|[,.!;-] ?| - |$)"
)
LINE = re.compile(r"[^\n,;|(]{2,60}")
GREETING = re.compile(
    r"\s*(?:buon ?giorno|buona ?sera|buon pomeriggio|salve|ciao|gentil\w+|egregi\w*|car[oaie]"
    r"|spett\w*)(?!\w)(?:[^\n,.!?;:]{0,60}[,.!;:]|[^\n,.!?;:]{0,60}(?=\n))\s*"
)
FAREWELL = re.compile(
    r"(?:(?:cordiali|distinti|cari|tanti|molti) saluti|un (?:caro )?saluto|saluti|cordialmente"
    r"|grazie(?: (?:mille|ancora|a voi|e) ?[\w ']{0,30})?|buon(?:a)? (?:lavoro|giornata|serata)"
    r"|a presto|rest(?:o|iamo) a (?:vostra )?disposizione[^\n]{0,60})[ ,.!;-]*(?=\n|$)"
)
SETTLED = re.compile(
    r"(?<!\w)(?:segn|chiud|consider)\w{1,5} (?:quindi |dunque |pertanto |ora )?(?:la|questa) "
    r"richiesta(?: come)?(?: risolta| chiusa)?[^.!?\n]{0,60}[.!?]?"
    r"|(?<!\w)(?:se (?:vi )?serv(?:e|isse) (?:altro|ancora|qualcos)|per altr[ie] (?:dubbi|domande))"
    r"[^.!?\n]{0,40}(?:scriv|rispond|chied|dit|siamo)[^.!?\n]{0,40}[.!?]?"
)
LINES_OF_A_SIGNATURE = 6


def signatures(words: Words) -> Iterator[Span]:
    for found in FORMULA.finditer(words.low):
        line = LINE.match(words.text, found.end())
        if line and "\n" not in found["sep"] and not ends_there(words, line.end()):
            continue
        if line:
            yield from signed(words, line.start(), line.end())


def without_courtesies(text: str) -> str:
    """What a message says, without greeting, farewell, signature and «la segniamo come risolta»."""
    read = canon(text)
    begin = end_of_greetings(read.low)
    stop = start_of_farewell(read.low, begin)
    kept = read.text[begin:stop]
    for found in reversed(list(SETTLED.finditer(read.low, begin, stop))):
        kept = kept[: found.start() - begin] + kept[found.end() - begin :]
    lines = (" ".join(line.split(" ")).rstrip() for line in kept.split("\n"))
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return kept[:1].upper() + kept[1:]


def end_of_greetings(low: str) -> int:
    """«Buongiorno, gentile dottoressa,» is two."""
    place = 0
    while found := GREETING.match(low, place):
        place = found.end()
    return place


def start_of_farewell(low: str, begin: int) -> int:
    """A farewell begins a line or a sentence, and no more than a signature follows."""
    for found in FAREWELL.finditer(low, begin):
        before = low[: found.start()].rpartition("\n")[2].rstrip()
        opens_line = not before or before.endswith((".", "!", "?"))
        after = [line for line in low[found.end() :].split("\n") if line.strip()]
        short = all(len(line) < 80 for line in after)
        if opens_line and short and len(after) <= LINES_OF_A_SIGNATURE:
            return found.start()
    return len(low)


def ends_there(words: Words, place: int) -> bool:
    return words.text[place : place + 1] in ("", "\n", ",", ".", ";", "|", "(")


def signed(words: Words, start: int, end: int) -> Iterator[Span]:
    """A line of two or three words, all of which could be a name, one of them in capitals."""
    tokens = words.tokens[words.at(start) : words.at(end)][:6]
    names = [token for token in tokens if not particle(token, words)]
    if not names or len(names) > 4 or any(letter.isdigit() for letter in words.text[start:end]):
        return
    if all(could_be(token) for token in names) and any(map(telling, names)):
        stop = tokens[-1].end
        dot = tokens[-1].initial and words.text[stop : stop + 1] == "."
        yield Span(tokens[0].start, stop + dot, Kind.NAME)


def could_be(token: Token) -> bool:
    if token.initial or known(token):
        return True
    return token.capital and not token.ordinary


def telling(token: Token) -> bool:
    return known(token) or token.initial or token.capital
