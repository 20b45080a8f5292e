# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of office documents written in XML: what would run, or ask other hosts for something."""

import io
import re
from collections.abc import Callable, Iterator

from lxml import etree

from . import Unsafe

MACRO = "Il documento contiene macro. Salvatelo senza macro, oppure esportatelo in PDF."
REMOTE = (
    "Il documento richiama contenuti da altri indirizzi quando si apre. Incorporate le immagini "
    "e togliete i collegamenti ai dati."
)
COMMANDS = "Il documento contiene collegamenti che aprono programmi (DDE). Toglieteli e riprovate."
PROTECTED = "Il documento è protetto da password. Toglietela e riprovate."
ENTITIES = (
    "Il documento contiene dichiarazioni che i programmi per ufficio non scrivono. "
    "Salvatelo di nuovo e riprovate."
)
HREF = "{http://www.w3.org/1999/xlink}href"
LINKS = {"a", "event-listener"}
DRAWN = {"image", "use", "feImage"}  # in SVG 2, where the name has no prefix
NETWORK = re.compile(r"\s*(?:(?:https?|ftps?|smb|dav|webdav|cifs):|//|\\\\)", re.I)
HOST_OF_FILE = re.compile(r"\s*file:(?://[^/\\]|/{2,}\\|/{4,}|\\\\)", re.I)
RUNS = re.compile(r"\s*(?:javascript|vbscript|data|vnd\.sun\.star\.script|macro|script):", re.I)
DDE = re.compile(r"(?:^|\s)DDE(?:AUTO)?\s", re.I)
FETCHED = re.compile(r"INCLUDE(?:PICTURE|TEXT)\s+\"?\s*(?:https?:|ftp:|\\\\|//)", re.I)
FETCHING = re.compile(r"(?:WEBSERVICE|(?:^|[^.\w])IMAGE)\s*\(", re.I)


def reader(data: bytes, *, tag=None) -> Iterator[etree._Element]:
    """Elements of these tags, each at its end. Raises `Unsafe` on a document type."""
    found = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in found:
        yield element
    if found.root.getroottree().docinfo.doctype:
        raise Unsafe(ENTITIES)


def elements(data: bytes) -> Iterator[etree._Element]:
    """All of them, each let go when the next one is asked for."""
    for element in reader(data):
        yield element
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            del element.getparent()[0]


def content_types(data: bytes) -> list[str]:
    return [element.get("ContentType", "") for element in elements(data)]


def check(data: bytes) -> None:
    instructions = []
    for element in elements(data):
        name = etree.QName(element).localname
        if name in RULES:
            RULES[name](element)
        if name in {"instrText", "fldSimple"}:
            instructions.append(element.text or "")
            instructions += element.attrib.values()
        _check_attributes(name, element)
    told = "".join(instructions)
    if DDE.search(told):
        raise Unsafe(COMMANDS)
    if FETCHED.search(told):
        raise Unsafe(REMOTE)


def _check_attributes(name: str, element) -> None:
    target = element.get(HREF) or element.get("src") or ""
    if name in DRAWN:
        target = target or element.get("href", "")
    if RUNS.match(target):
        if not target.lstrip().lower().startswith("data:image/"):
            raise Unsafe(MACRO)
    elif name not in LINKS and _is_remote(target):
        raise Unsafe(REMOTE)
    formula = next((v for k, v in element.attrib.items() if k.endswith("}formula")), "")
    if FETCHING.search(formula):
        raise Unsafe(REMOTE)


def _is_remote(target: str) -> bool:
    return bool(NETWORK.match(target) or HOST_OF_FILE.match(target))


def _refuse(sentence: str) -> Callable:
    def rule(element):
        raise Unsafe(sentence)

    return rule


def _relationship(element) -> None:
    target = element.get("Target", "")
    if RUNS.match(target):
        raise Unsafe(MACRO)
    is_link = element.get("Type", "").endswith("/hyperlink")
    if element.get("TargetMode") == "External" and not is_link and _is_remote(target):
        raise Unsafe(REMOTE)


def _content_type(element) -> None:
    if re.search("macroEnabled|vbaProject|activeX", element.get("ContentType", ""), re.I):
        raise Unsafe(MACRO)


def _formula(element) -> None:
    if FETCHING.search(element.text or ""):
        raise Unsafe(REMOTE)


def _listener(element) -> None:
    if "script" in (etree.QName(element).namespace or ""):
        raise Unsafe(MACRO)


RULES = {
    "Relationship": _relationship,
    "Override": _content_type,
    "Default": _content_type,
    "f": _formula,
    "event-listener": _listener,
    "script": _refuse(MACRO),
    "dde-link": _refuse(COMMANDS),
    "dde-connection-decl": _refuse(COMMANDS),
    "ddeLink": _refuse(COMMANDS),
    "webPr": _refuse(REMOTE),
    "encryption-data": _refuse(PROTECTED),
}
