# SPDX-License-Identifier: AGPL-3.0-or-later
"""ODT and DOCX seen as zip archives: read, changed member by member, written the same each time."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

from lxml import etree

Edit = Callable[[bytes], bytes]
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def rewrite(data: bytes, edits: Mapping[str, Edit], *, dated: date, added=()) -> bytes:
    """The archive with `edits` applied to the named members; equal input gives equal bytes.

    `added` are pairs of a name and its content. The first member stays first and, in an ODT,
    uncompressed: readers recognise the type of the file by it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        members = [(info.filename, old.read(info)) for info in old.infolist() if not info.is_dir()]
        for name, content in [*members, *added]:
            content = edits[name](content) if name in edits else content
            info = zipfile.ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            info.external_attr = 0o644 << 16
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def parse(content: bytes) -> etree._Element:
    return etree.fromstring(content, PARSER)


def serialize(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
