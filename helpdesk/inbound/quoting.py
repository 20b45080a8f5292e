# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts from a reply what it quotes: customs of mailers, in Italian and in English."""

import re

REPLY_LINE = "##- Rispondete sopra questa riga -##"

OPENS = re.compile(r"\s*(il giorno|il|in data|on)\b", re.IGNORECASE)
WROTE = re.compile(r"\b(ha scritto|hanno scritto|scrive|scriveva|wrote)\s*:\s*$", re.IGNORECASE)
ORIGINAL = re.compile(
    r"\s*-{2,}\s*(messaggio originale|original message|messaggio originario)\s*-{2,}\s*$",
    re.IGNORECASE,
)
FIELDS = (
    re.compile(r"[\s*]*(da|from)\s*:", re.IGNORECASE),
    re.compile(r"[\s*]*(inviato|data|sent|date)\s*:", re.IGNORECASE),
    re.compile(r"[\s*]*(a|to|oggetto|subject)\s*:", re.IGNORECASE),
)
DEVICE = re.compile(
    r"\s*(inviato da(l mio|lla mia)? |sent from my |ottieni outlook per |get outlook for )",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"\s*(buon ?giorno|buona ?sera|salve|ciao|gentil|egregi|spett|car[oaie]\b)"
    r"[^?!\n]{0,60}[,.!]?\s*",
    re.IGNORECASE,
)
HEADER_LINES = 4
HEADER_CHARACTERS = 400


def strip_quoted_reply(text: str) -> str:
    """The new words of a reply: all of `text` if nothing, or a greeting alone, would remain."""
    lines = text.split("\n")
    kept = "\n".join(_without_signature(_without_quotes(lines))).strip("\n ")
    return text.strip("\n ") if not kept or GREETING.fullmatch(kept) else kept


def _without_quotes(lines: list[str]) -> list[str]:
    kept, at = [], 0
    while at < len(lines):
        if _ends_the_reply(lines, at):
            break
        if length := _attribution(lines, at):
            at += length
            if not _quotes_follow(lines, at):
                break  # a mailer that does not mark the lines: all the rest is quoted
            continue
        if not lines[at].startswith(">"):
            kept.append(lines[at])
        at += 1
    return kept


def _ends_the_reply(lines: list[str], at: int) -> bool:
    """Marks in what is quoted line by line end nothing: the reply may go on below."""
    line = lines[at]
    if line.startswith(">"):
        return False
    return REPLY_LINE in line or bool(ORIGINAL.match(line)) or _is_header_block(lines, at)


def _is_header_block(lines: list[str], at: int) -> bool:
    """Da, Inviato, A, Oggetto, as some mailers put above the mail they answer."""
    sender, sent, other = FIELDS
    if not sender.match(lines[at]):
        return False
    following = [line for line in lines[at + 1 : at + 8] if line.strip()][:4]
    return any(map(sent.match, following)) and any(map(other.match, following))


def _attribution(lines: list[str], at: int) -> int:
    """How many lines "Il giorno ... ha scritto:" takes from here; 0 if it is something else."""
    if not OPENS.match(lines[at]):
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + HEADER_LINES], start=1):
        joined += " " + line.strip()
        if not line.strip() or len(joined) > HEADER_CHARACTERS:
            return 0
        if WROTE.search(joined):
            return length if any(map(str.isdigit, joined)) else 0
    return 0


def _quotes_follow(lines: list[str], at: int) -> bool:
    following = (line for line in lines[at:] if line.strip())
    return next(following, "").startswith(">")


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if line in {"-- ", "--"}:
            lines = lines[:at]
            break
    end = len(lines)
    while end and (not lines[end - 1].strip(" _") or DEVICE.match(lines[end - 1])):
        end -= 1
    return lines[:end]
