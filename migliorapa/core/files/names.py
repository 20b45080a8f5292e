# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files as people gave them, made fit to be shown and to be downloaded."""

import re
import unicodedata

LONGEST = 120  # characters
LONGEST_BYTES = 200  # in UTF-8; file systems stop at 255
UNNAMED = "file"
UNFIT = re.compile(r'[<>:"|?*]')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.I)


def safe_filename(name: str) -> str:
    """Without folders, invisible characters and names that Windows keeps for itself."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(char if char.isspace() else _visible(char) for char in name)
    name = _trimmed(UNFIT.sub("_", " ".join(name.split())))
    if RESERVED.match(name):
        name = f"_{name}"
    return _shortened(unicodedata.normalize("NFC", name)) or UNNAMED


def extension_of(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""


def _visible(char: str) -> str:
    """Nothing for controls, surrogates, private characters and marks that turn text around."""
    return "" if unicodedata.category(char).startswith("C") else char


def _trimmed(name: str) -> str:
    return name.strip(" .")


def _shortened(name: str) -> str:
    extension = extension_of(name)
    tail = f".{extension}" if 0 < len(extension.encode()) <= 10 else ""
    stem = name[: len(name) - len(tail)]
    while stem and (len(stem + tail) > LONGEST or len((stem + tail).encode()) > LONGEST_BYTES):
        stem = stem[:-1]
    return name if stem + tail == name else _trimmed(stem) + tail
