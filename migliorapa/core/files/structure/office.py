# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office documents (ODF, OOXML) as archives: whole, small when unpacked, of known parts only."""

import io
import re
import struct
import zipfile

from . import DAMAGED, Unsafe
from . import office_xml as rules
from .sniff import HEAD, family

MEMBERS = 5000
UNPACKED = 200 * 1024 * 1024
RATIO = 200
SMALL = 10 * 1024 * 1024  # below this any ratio will do
END = struct.Struct("<4s4H2LH")
XML = {"xml", "rels", "rdf", "vml", "svg"}
INERT = {
    "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "webp",
    "svm", "mp4", "m4v", "mov", "mp3", "m4a", "wav", "ttf", "otf", "odttf", "fntdata",
}  # fmt: skip
NAMELESS = re.compile(
    r"mimetype|layout-cache|ObjectReplacements/[^/]+|xl/printerSettings/[^/]+\.bin|_xmlsignatures/origin\.sigs",
    re.I,
)
MACRO = re.compile(
    r"vbaProject|vbaData|macrosheets/|(^|/)(Basic|Scripts)/|\.(js|vbs|py|bas)$", re.I
)
OLE = re.compile(r"activeX|oleObject|(^|/)embeddings/.*\.bin$", re.I)
CHARTS_DATA = re.compile(r"(?:xl|ppt|word)/embeddings/[^/]+\.(xlsx|docx|pptx)", re.I)

BOMB = "Il file, una volta aperto, occuperebbe troppo spazio: non è un documento normale."
MIXED = "Il documento è mescolato con un file di altro genere. Salvatelo di nuovo e riprovate."
NAMES = "Il documento contiene parti con nomi che un programma per ufficio non scrive."
PROTECTED = "Il documento è protetto da password. Toglietela e riprovate."
EMBEDDED = (
    "Il documento contiene altri file o oggetti incorporati. Esportatelo in PDF, oppure "
    "sostituite gli oggetti con immagini."
)
OTHER_KIND = "Il contenuto non è quello che l'estensione dice. Salvatelo di nuovo e riprovate."
MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def check(kind: str, path: str) -> None:
    with open(path, "rb") as file:
        _check(kind, file, inner=False)


def _check(kind: str, file, *, inner: bool) -> None:
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        _one_thing(file, infos)
        _check_names([info.orig_filename for info in infos])
        _check_sizes(file, infos)
        _check_kind(kind, archive)
        for info in infos:
            if not info.is_dir():
                _check_part(info.filename, archive.read(info), inner=inner)


def _one_thing(file, infos) -> None:
    """From its first byte to its last the file is this archive: no head, no tail, no comment."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - END.size))
    end = file.read()
    file.seek(0)
    first = file.read(4)
    if len(end) != END.size or end[:4] != b"PK\x05\x06" or first != b"PK\x03\x04":
        raise Unsafe(MIXED)
    _, disk, start_disk, _, count, size, start, comment = END.unpack(end)
    if disk or start_disk or comment or start + size + END.size != length:
        raise Unsafe(MIXED)
    if not infos or count != len(infos) or min(info.header_offset for info in infos):
        raise Unsafe(MIXED)


def _check_names(names: list[str]) -> None:
    folded = [name.casefold() for name in names]
    if len(folded) != len(set(folded)) or len(names) > MEMBERS:
        raise Unsafe(NAMES)
    for name in names:
        parts = name.removesuffix("/").split("/")
        if "\\" in name or ":" in name or "\0" in name or {"", ".", ".."} & set(parts):
            raise Unsafe(NAMES)
        if MACRO.search(name):
            raise Unsafe(rules.MACRO)
        if OLE.search(name):
            raise Unsafe(EMBEDDED)


def _check_sizes(file, infos) -> None:
    unpacked = sum(info.file_size for info in infos)
    packed = file.seek(0, io.SEEK_END)
    if unpacked > UNPACKED or (unpacked > SMALL and unpacked > RATIO * packed):
        raise Unsafe(BOMB)
    for info in infos:
        if info.flag_bits & 0x1:
            raise Unsafe(PROTECTED)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Unsafe(DAMAGED)
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise Unsafe(NAMES)  # a symbolic link


def _check_kind(kind: str, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if kind.startswith("od"):
        if "mimetype" not in names or not {"content.xml", "META-INF/manifest.xml"} <= names:
            raise Unsafe(OTHER_KIND)
        if archive.read("mimetype").strip() != MAIN[kind].encode():
            raise Unsafe(OTHER_KIND)
    elif not {"[Content_Types].xml", "_rels/.rels"} <= names:
        raise Unsafe(OTHER_KIND)
    else:
        types = rules.content_types(archive.read("[Content_Types].xml"))
        if not any(each.endswith(MAIN[kind]) for each in types):
            raise Unsafe(OTHER_KIND)


def _check_part(name: str, data: bytes, *, inner: bool) -> None:
    extension = name.rpartition(".")[2].lower()
    seen = family(data[:HEAD])
    if seen == "office":
        charts_data = CHARTS_DATA.fullmatch(name)
        if not charts_data or inner:
            raise Unsafe(EMBEDDED)
        _check(charts_data[1].lower(), io.BytesIO(data), inner=True)
    elif seen in {"program", "ole", "pdf", "archive"}:
        raise Unsafe(EMBEDDED)
    elif extension in XML:
        if data:
            rules.check(data)
    elif not (extension in INERT or NAMELESS.fullmatch(name)) or seen == "markup":
        raise Unsafe(EMBEDDED)
