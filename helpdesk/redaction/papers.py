# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of papers: protocol, cases, tenders."""

import re
from collections.abc import Iterator

from .model import Kind, Span
from .tokens import Words

N = r"(?: ?(?:n|nr|num)\.? ?°?| ?n°| ?numero| ?#| ?nn\.)?"
WHEN = (
    r"(?: ?,? ?(?:del|in data|dd) ?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}°? [a-z]{5,9}(?: \d{4})?(?!\w)"
    r"|\d{4}))?"
)
PROTOCOL = re.compile(
    rf"(?<!\w)(?:(?:ns|vs|nostro|vostro|nota|rif)\.? ?)?"
    r"prot(?:ocollo|oc)?\.?(?: ?(?:gen|generale)\.?)?"
    rf"(?: e'?(?= (?:il |n|\d{{4}})))?(?: il)?{N} ?:? ?"
    rf"(?:[a-z]{{1,4}}[/_-](?=\d[\d/])|(?:[a-z]\w{{0,11}}[./_-]){{1,3}}(?=\d{{4}}))?"
    rf"\d[\d./_-]*\w?(?:/[a-z0-9]{{1,6}}){{0,2}}(?<![./_-]){WHEN}"
)
REGISTER = re.compile(  # «PG 4571/2026», the general register
    rf"(?<!\w)p\.?g\.?{N} ?[:/]? ?(?:\d{{4,7}}/\d{{2,4}}|\d{{4}}/\d{{4,7}})(?![\w/]){WHEN}"
)
LONG = r"[a-z]{0,4}[ /_-]?\d[\d/._-]{1,20}\d[a-z]?(?!\w)"
CASE = re.compile(
    rf"(?<!\w)(?:pratica|fascicolo|ticket|istanza|segnalazione|verbale|polizza|sinistro|cartella)"
    rf"(?: (?:edilizia|suap|sue|anagrafica))?{N} ?:? ?{LONG}"
)
RESERVED = re.compile(
    r"(?<!\w)codice (?:di |della )?(?:prenotazione|pratica|richiesta|cliente|domanda|utente)"
    r"(?: e'?)? {0,2}:? {0,2}(?=\w*\d)\w{4,20}(?!\w)"
)
TENDER = re.compile(
    r"(?<!\w)(?:cig|cup|cuu|codice univoco(?: ufficio)?)[: ]{1,3}"
    r"(?=\w*\d)[a-z0-9]{5,15}(?!\w)"
)

PATTERNS = (
    *((PROTOCOL, Kind.PROTOCOL), (REGISTER, Kind.PROTOCOL)),
    *((CASE, Kind.CASE), (RESERVED, Kind.CASE), (TENDER, Kind.TENDER)),
)


def papers(words: Words) -> Iterator[Span]:
    for pattern, kind in PATTERNS:
        for found in pattern.finditer(words.low):
            if any(letter.isdigit() for letter in found[0]):
                yield Span(*found.span(), kind)
