# SPDX-License-Identifier: AGPL-3.0-or-later
"""E-mail, links, network addresses, user names and passwords."""

import ipaddress
import re
from collections.abc import Iterator

from .lists import ordinary_words, surnames
from .model import Kind, Span
from .tokens import Words

LOCAL = r"\w.+%&'*/=?^{|}~!#$-"
EMAIL = re.compile(
    rf"(?<![{LOCAL}])(?:mailto:)?(['/]*+)([{LOCAL}]++)(?:@|\ ?[\[(](?:at|chiocciola)[\])]\ ?"
    r"|\ (?:at|chiocciola)\ (?=[\w-]+\.[^\W\d_]))"
    r"[^\W_](?:[\w-]|\.(?=\w))*+",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"(?<![\w.-])[\w.-]{1,40}(?: (?:punto|trattino) \w{1,30}){0,3} (?:chiocciola|at|@) "
    r"[\w-]{1,30}(?:(?: punto |\.)[^\W\d_]{2,20}){1,3}(?!\w)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w.@/])@[a-z0-9_][\w.]{2,40}(?<!\.)", re.IGNORECASE)
LINK = re.compile(
    r"(?<![\w@.-])(?:(?:https?|ftps?)://[^\s<>\"«»]++|www\.[^\s<>\"«»]++"
    r"|(?:[a-z0-9-]++\.)++(?:it|com|org|net|eu|info|gov|local|lan)(?![\w@-])(?:/[^\s<>\"«»]*+)?)",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"[?&#;](?:token|tk|key|chiave|sig|signature|firma|auth|user|utente|session|sid|hash|otp|pwd"
    r"|password|pass|email|mail|cf|nome|cognome|code)[\w-]{0,12}=|//[^/\s]*@",
    re.IGNORECASE,
)
CHUNK = re.compile(r"(?<=[/=?&:#])[\w~-]{14,}")
OWN_HOST = re.compile(
    r"(?:^|[/.])(?:comune|provincia|asl|ausl|asp|unione|comunita)\.[\w-]+\.", re.I
)
IPV4 = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)(?:/\d{1,2}(?!\d)|:\d{2,5}(?!\d))?"
)
IPV6 = re.compile(
    r"(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){5,7}|(?:[0-9a-f]{1,4}:){1,6}"
    r"(?::[0-9a-f]{1,4}){1,6})(?![\w:])",
    re.IGNORECASE,
)
MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])", re.IGNORECASE)
USER = re.compile(
    r"(?<!\w)(?P<word>nome utente|id utente|user ?name|user ?id|user|login|log-in|account|utenza"
    r"|utente|nickname)(?P<sep> {0,3}[:=] {0,3}| {1,2}e'? {1,2}| {1,2})[\"'«(]{0,2} ?"
    r"(?P<value>[\w.@\\-]{3,40}[\w$])"
)
PASSWORD = re.compile(
    r"(?<!\w)(?:password|passwd|pwd|psw|pass|pin|puk|otp|codice (?:di (?:accesso|sblocco)|segreto)"
    r"|parola chiave)(?: (?:provvisoria|temporanea|iniziale|nuova|attuale))?"
    r"(?P<sep> {0,3}[:=] {0,3}| {1,2}e'? {1,2}| {1,2})[\"'«(]{0,2}(?P<value>[^\s\"'«»,;)]{3,60})"
)
INITIAL = re.compile(r"(?<![\w.@/])[a-z]\.(?P<surname>[a-z]{4,20})(?![\w@]|\.\w)")
TOKEN = re.compile(
    r"(?<![\w./-])(?:eyJ[\w.-]{20,}|[0-9a-fA-F]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?!\w)"
)
VERSION = re.compile(r"(?:versione|vers\.|release|rel\.|ver\.|v\.?) ?$")


def emails(words: Words) -> Iterator[Span]:
    for found in EMAIL.finditer(words.text):
        yield Span(found.end(1), found.end(), Kind.EMAIL)
    for found in SPOKEN.finditer(words.text):
        yield Span(*found.span(), Kind.EMAIL)


def links(words: Words) -> Iterator[Span]:
    """Addresses that carry a secret, a user or the body's own host; the others may stay."""
    for found in LINK.finditer(words.text):
        address = found[0].rstrip(".,;:!?)]}'")
        secret = SECRET.search(address) or any(map(is_random, CHUNK.findall(address)))
        if secret or OWN_HOST.search(address) or IPV4.search(address):
            yield Span(found.start(), found.start() + len(address), Kind.LINK)


def network_addresses(words: Words) -> Iterator[Span]:
    for found in IPV4.finditer(words.text):
        address = re.split("[/:]", found[0])[0]
        known = all(int(part) < 256 for part in address.split("."))
        if known and not VERSION.search(words.low, max(0, found.start() - 12), found.start()):
            yield Span(*found.span(), Kind.IP)
    for found in IPV6.finditer(words.text):
        if is_ipv6(found[0]):
            yield Span(*found.span(), Kind.IP)
    for found in MAC.finditer(words.text):
        yield Span(*found.span(), Kind.IP)


def is_random(chunk: str) -> bool:
    """A signature or a UUID; not the words of a title with hyphens between."""
    digits = sum(letter.isdigit() for letter in chunk)
    longest = max(map(len, re.split("[-_~]", chunk)))
    mixed = chunk != chunk.lower() and chunk != chunk.upper()
    many = digits > 3 and (longest >= 14 or digits * 4 > len(chunk))
    return many or (mixed and longest > 20)


def is_ipv6(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).version == 6
    except ValueError:
        return False


def credentials(words: Words) -> Iterator[Span]:
    for found in HANDLE.finditer(words.text):
        yield Span(*found.span(), Kind.USER)
    for found in TOKEN.finditer(words.text):
        yield Span(*found.span(), Kind.OTHER)
    for found in INITIAL.finditer(words.text):
        surname = found["surname"]
        if surname in surnames() and surname not in ordinary_words():
            yield Span(*found.span(), Kind.USER)
    for found in USER.finditer(words.low):
        value = found["value"]
        if made_up(value) or (":" in found["sep"] and value not in ordinary_words()):
            yield Span(*found.span("value"), Kind.USER)
    for found in PASSWORD.finditer(words.low):
        value = words.text[slice(*found.span("value"))].rstrip(".")
        said = ":" in found["sep"] or "=" in found["sep"]
        if is_secret(value) or (said and value.lower() not in ordinary_words()):
            start = found.start("value")
            yield Span(start, start + len(value), Kind.PASSWORD)


def made_up(value: str) -> bool:
    """Has a digit, a dot, an underscore, or a surname after one or two letters: mrossi."""
    if value in ordinary_words():
        return False
    inner = value.strip("._-@\\")
    if any(not letter.isalpha() for letter in inner):
        return "-" not in inner or any(letter.isdigit() for letter in inner)
    return bool({value[1:], value[2:], value[:-1], value[:-2]} & surnames())


def is_secret(value: str) -> bool:
    """Mixes letters with digits or signs; or digits alone, as a PIN."""
    kinds = {
        "digit" if letter.isdigit() else "letter" if letter.isalpha() else "sign"
        for letter in value.strip("-.")
    }
    return "digit" in kinds and (len(kinds) > 1 or 4 <= len(value) <= 8)
