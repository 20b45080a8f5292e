# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown turned into an ODT or a DOCX. Pure but for pandoc: equal input, equal bytes."""

import calendar
import hashlib
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from . import docx, odt, pandoc
from .labels import Labels

VERSION = "1"  # to be changed with this package, so that every document is made anew
READER = (
    "markdown_strict-raw_html+pipe_tables+all_symbols_escapable+intraword_underscores"
    "+strikeout+backtick_code_blocks+startnum+escaped_line_breaks+lists_without_preceding_blankline"
)
FINISH = {"odt": odt.finish, "docx": docx.finish}
MIME = {
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Of everything but the text that shapes a document."""
    references = [_reference(extension).read_bytes() for extension in FINISH]
    told = [VERSION, metadata.version("pypandoc-binary"), READER, *map(repr, references)]
    return hashlib.sha256("".join(told).encode()).hexdigest()


def _reference(extension: str) -> Path:
    return Path(__file__).parent / f"reference.{extension}"


def convert(text: str, extension: str, labels: Labels) -> bytes:
    """Raises `pandoc.PandocFailed`."""
    data = pandoc.run(
        f"--from={READER}",
        f"--to={extension}",
        "--columns=10",  # so that every table keeps the widths its dashes give
        f"--reference-doc={_reference(extension)}",
        "--metadata=lang:it-IT",
        "--output=-",
        text=text,
        env={"SOURCE_DATE_EPOCH": str(calendar.timegm(labels.dated.timetuple()))},
    )
    return FINISH[extension](data, labels)
