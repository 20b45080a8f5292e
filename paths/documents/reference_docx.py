# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference DOCX: A4 with 2 cm margins, sans serif, ruled tables, header and footer.

Lengths are in twips (1 cm = 567), font sizes in half points, border widths in eighths of a point.
"""

from datetime import date

from lxml import etree

from . import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="{W}" xmlns:r="{R}"'
FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
INK, GREY, LINE, VEIL = "17324D", "475A6D", "8A97A5", "E8EEF4"
DEFAULTS = f"""<w:docDefaults {NS}>
  <w:rPrDefault><w:rPr>{FONT}<w:sz w:val="21"/><w:szCs w:val="21"/>
    <w:lang w:val="it-IT" w:eastAsia="it-IT" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr>
    <w:spacing w:after="120" w:line="269" w:lineRule="auto"/>
  </w:pPr></w:pPrDefault>
</w:docDefaults>"""


def paragraph(
    name: str, based: str, before: int, after: int, *, pr: str = "", run: str = ""
) -> str:
    return f"""<w:style {NS} w:type="paragraph">
      <w:name w:val="{name}"/><w:basedOn w:val="{based}"/><w:qFormat/>
      <w:pPr>{pr}<w:spacing w:before="{before}" w:after="{after}"/></w:pPr><w:rPr>{run}</w:rPr>
    </w:style>"""


def heading(level: int, size: int, before: int, after: int) -> str:
    """`outlineLvl` counts from 0."""
    return f"""<w:style {NS} w:type="paragraph" w:styleId="Heading{level}">
      <w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/>
      <w:qFormat/>
      <w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}"/>
        <w:outlineLvl w:val="{level - 1}"/></w:pPr>
      <w:rPr>{FONT}<w:b/><w:color w:val="{INK}"/>
        <w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>
    </w:style>"""


BLOCK_TEXT = f"""<w:style {NS} w:type="paragraph" w:styleId="BlockText">
  <w:name w:val="Block Text"/><w:basedOn w:val="BodyText"/><w:next w:val="BodyText"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{LINE}"/></w:pBdr>
    <w:spacing w:before="120" w:after="140"/>
    <w:ind w:left="227" w:right="0" w:firstLine="0"/></w:pPr>
  <w:rPr><w:color w:val="{GREY}"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
</w:style>"""
TABLE = f"""<w:style {NS} w:default="1" w:type="table" w:styleId="Table">
  <w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:tblInd w:type="dxa" w:w="0"/>
    <w:tblBorders>{
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
}</w:tblBorders>
    <w:tblCellMar><w:top w:type="dxa" w:w="40"/><w:left w:type="dxa" w:w="85"/>
      <w:bottom w:type="dxa" w:w="40"/><w:right w:type="dxa" w:w="85"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{VEIL}"/><w:vAlign w:val="center"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""
SMALL = f'<w:color w:val="{GREY}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
RIGHT_EDGE = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
STYLES = {
    "BodyText": paragraph("Body Text", "Normal", 100, 120, pr="<w:keepLines/>"),
    "FirstParagraph": paragraph("First Paragraph", "BodyText", 100, 120, pr="<w:keepNext/>"),
    "Compact": paragraph("Compact", "BodyText", 20, 20),
    "Heading1": heading(1, 36, 0, 160),
    "Heading2": heading(2, 26, 300, 100),
    "Heading3": heading(3, 22, 220, 60),
    "Heading4": heading(4, 21, 180, 60),
    "BlockText": BLOCK_TEXT,
    "Table": TABLE,
    "Header": paragraph("header", "Normal", 0, 0, pr=RIGHT_EDGE, run=SMALL),
    "Footer": paragraph("footer", "Normal", 0, 0, pr=RIGHT_EDGE, run=SMALL),
}
SECTION = f"""<w:sectPr {NS}>
  <w:headerReference w:type="default" r:id="rIdHeader"/>
  <w:footerReference w:type="default" r:id="rIdFooter"/>
  <w:pgSz w:w="11906" w:h="16838"/>
  <w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"
    w:gutter="0"/>
</w:sectPr>"""


def field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def edge(part: str, left: str, right: str) -> bytes:
    """Header (`hdr`) or footer (`ftr`); the words between @ are put in for each document."""
    style = "Header" if part == "hdr" else "Footer"
    text = f"""<w:{part} {NS}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>
      <w:r><w:t xml:space="preserve">{left}</w:t></w:r><w:r><w:tab/></w:r>{right}</w:p>
      </w:{part}>"""
    return package.serialize(etree.fromstring(text))


PAGE = (
    '<w:r><w:t xml:space="preserve">Pagina </w:t></w:r>'
    + field("PAGE")
    + '<w:r><w:t xml:space="preserve"> di </w:t></w:r>'
    + field("NUMPAGES")
)
HEADER = edge("hdr", "@title@", "<w:r><w:t>@portal@</w:t></w:r>")
FOOTER = edge("ftr", "@edition@", PAGE)


def _styles(content: bytes) -> bytes:
    root = package.parse(content)
    root.replace(root.find(f"{{{W}}}docDefaults"), etree.fromstring(DEFAULTS))
    known = {style.get(f"{{{W}}}styleId"): style for style in root.iter(f"{{{W}}}style")}
    for name, text in STYLES.items():
        style = etree.fromstring(text)
        style.set(f"{{{W}}}styleId", name)
        if name in known:
            root.replace(known[name], style)
        else:
            root.append(style)
    return package.serialize(root)


def _document(content: bytes) -> bytes:
    root = package.parse(content)
    body = root.find(f"{{{W}}}body")
    body.replace(body.find(f"{{{W}}}sectPr"), etree.fromstring(SECTION))
    return package.serialize(root)


def _relations(content: bytes) -> bytes:
    root = package.parse(content)
    for name in ("header", "footer"):
        values = {"Id": f"rId{name.title()}", "Type": f"{R}/{name}", "Target": f"{name}1.xml"}
        etree.SubElement(root, f"{{{root.nsmap[None]}}}Relationship", values)
    return package.serialize(root)


def _types(content: bytes) -> bytes:
    root = package.parse(content)
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for name in ("header", "footer"):
        values = {"PartName": f"/word/{name}1.xml", "ContentType": f"{base}.{name}+xml"}
        etree.SubElement(root, f"{{{root.nsmap[None]}}}Override", values)
    return package.serialize(root)


def build(default: bytes) -> bytes:
    """Pandoc's own reference file with our page, styles, header and footer."""
    edits = {
        "word/styles.xml": _styles,
        "word/document.xml": _document,
        "word/_rels/document.xml.rels": _relations,
        "[Content_Types].xml": _types,
    }
    added = [("word/header1.xml", HEADER), ("word/footer1.xml", FOOTER)]
    return package.rewrite(default, edits, dated=date(2026, 11, 21), added=added)
