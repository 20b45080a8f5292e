# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pandoc leaves undone in an ODT: rules and heights of tables, labels, properties."""

from lxml import etree

from . import package
from .docx import DC, SHORT, put_labels
from .labels import Labels

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
STYLE, FO, TABLE = f"{OASIS}:style:1.0", f"{OASIS}:xsl-fo-compatible:1.0", f"{OASIS}:table:1.0"
OFFICE, META = f"{OASIS}:office:1.0", f"{OASIS}:meta:1.0"
RULE = {f"{{{FO}}}border": "0.5pt solid #8a97a5", f"{{{FO}}}padding": "0.12cm"}
CELLS = {
    "TableRowCell": RULE,
    "TableHeaderRowCell": RULE
    | {f"{{{FO}}}background-color": "#e8eef4", f"{{{STYLE}}}vertical-align": "middle"},
}
ROW = (
    f'<style:style xmlns:style="{STYLE}" xmlns:fo="{FO}" style:name="Row" style:family="table-row">'
    '<style:table-row-properties style:min-row-height="0.8cm" fo:keep-together="always"/>'
    "</style:style>"
)


def _content(content: bytes) -> bytes:
    root = package.parse(content)
    styles = root.find(f"{{{OFFICE}}}automatic-styles")
    for style in styles.findall(f"{{{STYLE}}}style"):
        if rules := CELLS.get(style.get(f"{{{STYLE}}}name")):
            style[0].attrib.update(rules)
        if style.get(f"{{{STYLE}}}parent-style-name") == "Quotations":
            style.remove(style[0])  # pandoc's own margins would hide those of the reference
    styles.append(etree.fromstring(ROW))
    for table in root.iter(f"{{{TABLE}}}table"):
        if len(list(table.iter(f"{{{TABLE}}}table-row"))) <= SHORT:
            _keep_on_one_page(styles, table.get(f"{{{TABLE}}}style-name"))
    for row in root.iter(f"{{{TABLE}}}table-row"):
        row.set(f"{{{TABLE}}}style-name", "Row")
    return package.serialize(root)


def _keep_on_one_page(styles, name: str) -> None:
    for style in styles.findall(f"{{{STYLE}}}style"):
        if style.get(f"{{{STYLE}}}name") == name:
            style[0].set(f"{{{STYLE}}}may-break-between-rows", "false")


def _properties(content: bytes, labels: Labels) -> bytes:
    root = package.parse(content)
    root.find(f".//{{{DC}}}title").text = labels.title
    for creator in (f"{{{DC}}}creator", f"{{{META}}}initial-creator"):
        root.find(f".//{creator}").text = labels.portal
    return package.serialize(root)


def finish(data: bytes, labels: Labels) -> bytes:
    edits = {
        "content.xml": _content,
        "styles.xml": lambda content: put_labels(content, labels),
        "meta.xml": lambda content: _properties(content, labels),
    }
    return package.rewrite(data, edits, dated=labels.dated)
