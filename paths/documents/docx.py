# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pandoc leaves undone in a DOCX: row heights, labels of header and footer, properties."""

from lxml import etree

from . import package
from .labels import Labels

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DC = "http://purl.org/dc/elements/1.1/"
ROW_HEIGHT = "454"  # twips: 0.8 cm, room for a hand
SHORT = 14  # rows of a table that stays on one page


def _tables(content: bytes) -> bytes:
    root = package.parse(content)
    for row in root.iter(f"{{{W}}}tr"):
        _give_height(row)
    for table in root.iter(f"{{{W}}}tbl"):
        rows = table.findall(f"{{{W}}}tr")
        together = rows[:-1] if len(rows) <= SHORT else rows[:1]
        for paragraph in (p for row in together for p in row.iter(f"{{{W}}}p")):
            _keep_with_next(paragraph)
    return package.serialize(root)


def _keep_with_next(paragraph) -> None:
    properties = paragraph.find(f"{{{W}}}pPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}pPr")
        paragraph.insert(0, properties)
    style = properties.find(f"{{{W}}}pStyle")
    properties.insert(0 if style is None else 1, etree.Element(f"{{{W}}}keepNext"))


def _give_height(row) -> None:
    properties = row.find(f"{{{W}}}trPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}trPr")
        row.insert(0, properties)
    height = etree.Element(f"{{{W}}}trHeight")
    height.set(f"{{{W}}}val", ROW_HEIGHT)
    height.set(f"{{{W}}}hRule", "atLeast")
    properties[:0] = [etree.Element(f"{{{W}}}cantSplit"), height]


def put_labels(content: bytes, labels: Labels) -> bytes:
    """In every text between @ of a header or footer."""
    root = package.parse(content)
    words = {"@title@": labels.title, "@portal@": labels.portal, "@edition@": labels.edition}
    for element in root.iter(etree.Element):
        for name, value in words.items():
            if element.text and name in element.text:
                element.text = element.text.replace(name, value)
            if element.tail and name in element.tail:
                element.tail = element.tail.replace(name, value)
    return package.serialize(root)


def _properties(content: bytes, labels: Labels) -> bytes:
    root = package.parse(content)
    for name, value in (("title", labels.title), ("creator", labels.portal)):
        root.find(f"{{{DC}}}{name}").text = value
    return package.serialize(root)


def finish(data: bytes, labels: Labels) -> bytes:
    edits = {
        "word/document.xml": _tables,
        "word/header1.xml": lambda content: put_labels(content, labels),
        "word/footer1.xml": lambda content: put_labels(content, labels),
        "docProps/core.xml": lambda content: _properties(content, labels),
    }
    return package.rewrite(data, edits, dated=labels.dated)
