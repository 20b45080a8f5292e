# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of office documents, a paragraph a line, for the search."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .office_xml import reader

PARTS = {
    "docx": r"word/(?:document|footnotes|endnotes)\.xml",
    "pptx": r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml",
    "xlsx": r"xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml",
}
LARGEST = 50 * 1024 * 1024  # bytes of one part
PARAGRAPHS = ("{*}p", "{*}h", "{*}si", "{*}is")
GAPS = {"tab", "br", "s", "line-break", "cr"}
UNSEEN = {"instrText", "delText"}


def text(kind: str, path: str) -> Iterator[str]:
    wanted = re.compile(PARTS.get(kind, r"content\.xml"))
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if wanted.fullmatch(info.filename)]
        for info in sorted(infos, key=lambda each: _in_order(each.filename)):
            if info.file_size <= LARGEST:
                yield from _lines(archive.read(info))


def _in_order(name: str) -> list:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def _lines(data: bytes) -> Iterator[str]:
    """An inner paragraph, as in a text box, ends first and comes before its outer one."""
    for paragraph in reader(data, tag=PARAGRAPHS):
        for element in paragraph.iter(etree.Element):
            name = etree.QName(element).localname
            if name in GAPS or name in UNSEEN:
                element.text = " "
        words = " ".join("".join(paragraph.itertext()).split())
        paragraph.clear(keep_tail=True)
        if words:
            yield words + "\n"
