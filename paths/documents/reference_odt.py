# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference ODT: the same page, styles, header and footer as the DOCX."""

from datetime import date

from lxml import etree

from . import package
from .reference_docx import GREY, INK, LINE

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
STYLE, FO, TEXT = f"{OASIS}:style:1.0", f"{OASIS}:xsl-fo-compatible:1.0", f"{OASIS}:text:1.0"
SVG, OFFICE = f"{OASIS}:svg-compatible:1.0", f"{OASIS}:office:1.0"
NS = (
    f'xmlns:style="{STYLE}" xmlns:fo="{FO}" xmlns:text="{TEXT}" xmlns:svg="{SVG}" '
    f'xmlns:office="{OFFICE}"'
)
FONT = 'style:font-name="Arial"'


def style(name: str, parent: str, block: str, run: str = "", more: str = "") -> str:
    """A paragraph style; a space in the name people see is `_20_` in the one of the file."""
    return f"""<style:style {NS} style:name="{name.replace(" ", "_20_")}" {more}
      style:display-name="{name}" style:family="paragraph" style:parent-style-name="{parent}">
      <style:paragraph-properties {block}/><style:text-properties {run}/>
    </style:style>"""


def heading(level: int, size: float, before: str, after: str) -> str:
    return style(
        f"Heading {level}",
        "Heading",
        f'fo:margin-top="{before}" fo:margin-bottom="{after}" fo:keep-with-next="always" '
        'fo:keep-together="always"',
        f'{FONT} fo:font-size="{size}pt" fo:font-weight="bold" fo:font-style="normal" '
        f'fo:color="#{INK}"',
        f'style:default-outline-level="{level}" style:next-style-name="Text_20_body" '
        'style:class="text"',
    )


STANDARD = style("Standard", "", 'fo:line-height="112%"', f'{FONT} fo:font-size="10.5pt"').replace(
    'style:parent-style-name=""', ""
)
CELL = 'fo:margin-left="0cm" fo:margin-right="0cm" fo:margin-top="0.03cm" fo:margin-bottom="0.03cm"'
EDGE = (
    '<style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>'
)
SMALL = f'fo:font-size="8pt" fo:color="#{GREY}"'
BODY = 'fo:margin-top="0.18cm" fo:margin-bottom="0.21cm" fo:keep-together="always"'
STYLES = [
    STANDARD,
    style("Text body", "Standard", BODY),
    style("First paragraph", "Text_20_body", f'{BODY} fo:keep-with-next="always"'),
    heading(1, 18, "0cm", "0.28cm"),
    heading(2, 13, "0.53cm", "0.18cm"),
    heading(3, 11, "0.39cm", "0.11cm"),
    heading(4, 10.5, "0.32cm", "0.11cm"),
    style(
        "Quotations",
        "Standard",
        f'fo:margin-left="0.4cm" fo:margin-top="0.21cm" fo:margin-bottom="0.25cm" '
        'fo:keep-with-next="always" '
        f'fo:border-left="2.25pt solid #{LINE}" fo:padding-left="0.28cm" '
        'fo:border-right="none" fo:border-top="none" fo:border-bottom="none" '
        'fo:keep-together="always"',
        f'fo:font-size="9.5pt" fo:color="#{GREY}"',
    ),
    style("Table Contents", "Standard", CELL),
    style("Table Heading", "Table_20_Contents", CELL, 'fo:font-weight="bold"'),
    style("Header", "Standard", "", SMALL),
    style("Footer", "Standard", "", SMALL),
]
LAYOUT = f"""<style:page-layout {NS} style:name="Mpm1">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
    style:print-orientation="portrait" fo:margin-top="1cm" fo:margin-bottom="1cm"
    fo:margin-left="2cm" fo:margin-right="2cm"/>
  <style:header-style>
    <style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/>
  </style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/>
  </style:footer-style>
</style:page-layout>"""
MASTER = f"""<style:master-page {NS} style:name="Standard" style:page-layout-name="Mpm1">
  <style:header><text:p text:style-name="Header">@title@<text:tab/>@portal@</text:p></style:header>
  <style:footer><text:p text:style-name="Footer">@edition@<text:tab/>Pagina <text:page-number
    text:select-page="current">1</text:page-number> di <text:page-count>1</text:page-count>
  </text:p></style:footer>
</style:master-page>"""


def _tabbed(text: str) -> etree._Element:
    element = etree.fromstring(text)
    if element.get(f"{{{STYLE}}}name") in {"Header", "Footer"}:
        element[0].append(etree.fromstring(EDGE.replace(">", f" {NS}>", 1)))
    return element


def _put(parent: etree._Element, element: etree._Element) -> None:
    """In the place of the element of the same kind and name, or at the end."""
    name = element.get(f"{{{STYLE}}}name")
    for old in parent.findall(element.tag):
        if old.get(f"{{{STYLE}}}name") == name:
            parent.replace(old, element)
            return
    parent.append(element)


def _styles(content: bytes) -> bytes:
    root = package.parse(content)
    shared = root.find(f"{{{OFFICE}}}styles")
    for text in STYLES:
        _put(shared, _tabbed(text))
    _put(root.find(f"{{{OFFICE}}}automatic-styles"), etree.fromstring(LAYOUT))
    _put(root.find(f"{{{OFFICE}}}master-styles"), etree.fromstring(MASTER))
    for run in shared.iter(f"{{{STYLE}}}text-properties"):
        if run.get(f"{{{STYLE}}}font-name") == "Times New Roman":
            run.set(f"{{{STYLE}}}font-name", "Arial")
    return package.serialize(root)


def build(default: bytes) -> bytes:
    return package.rewrite(default, {"styles.xml": _styles}, dated=date(2026, 11, 21))
