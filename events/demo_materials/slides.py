# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slides as OpenDocument Presentation 1.3: a title page, then a title and points each."""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MIMETYPE = "application/vnd.oasis.opendocument.presentation"
DATED = (2026, 1, 1, 0, 0, 0)
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "draw": "drawing",
        "presentation": "presentation",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def slides_odp(title: str, speaker: str, slides: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    pages = [_page(1, title, [_paragraph(speaker, "Point")], kind="subtitle")]
    for number, (heading, points) in enumerate(slides, start=2):
        items = "".join(
            f"<text:list-item>{_paragraph(each, 'Point')}</text:list-item>" for each in points
        )
        body = [f'<text:list text:style-name="Points">{items}</text:list>'] if points else []
        pages.append(_page(number, heading, body, kind="outline"))
    parts = {
        "content.xml": _content("".join(pages)),
        "styles.xml": STYLES,
        "meta.xml": _meta(title, speaker),
        "META-INF/manifest.xml": MANIFEST,
    }
    return _archive(parts)


def _text(words: str) -> str:
    return escape(UNFIT.sub("", " ".join(words.split())))


def _paragraph(words: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{_text(words)}</text:p>'


def _page(number: int, heading: str, body: list[str], *, kind: str) -> str:
    title = _frame("title", "1.2cm", "3cm", _paragraph(heading, "Title"))
    points = _frame(kind, "5cm", "9.5cm", "".join(body) or "<text:p/>")
    return (
        f'<draw:page draw:name="page{number}" draw:style-name="Slide" '
        f'draw:master-page-name="Plain">{title}{points}</draw:page>'
    )


def _frame(kind: str, top: str, height: str, body: str) -> str:
    return (
        f'<draw:frame presentation:class="{kind}" presentation:style-name="Plain" '
        f'svg:x="1.4cm" svg:y="{top}" svg:width="25.2cm" svg:height="{height}">'
        f"<draw:text-box>{body}</draw:text-box></draw:frame>"
    )


def _paragraph_style(name: str, size: int, weight: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="start" fo:margin-bottom="0.3cm"/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="{weight}" '
        'fo:color="#17324d" fo:language="it" fo:country="IT"/></style:style>'
    )


def _content(pages: str) -> str:
    return (
        f"{HEAD}<office:document-content {SPACES}><office:automatic-styles>"
        '<style:style style:name="Slide" style:family="drawing-page"/>'
        '<style:style style:name="Plain" style:family="presentation"><style:graphic-properties '
        'draw:stroke="none" draw:fill="none" draw:textarea-vertical-align="top"/></style:style>'
        f"{_paragraph_style('Title', 36, 'bold')}{_paragraph_style('Point', 24, 'normal')}"
        '<text:list-style style:name="Points"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"><style:list-level-properties text:space-before="0.3cm" '
        'text:min-label-width="0.8cm"/></text:list-level-style-bullet></text:list-style>'
        "</office:automatic-styles><office:body><office:presentation>"
        f"{pages}</office:presentation></office:body></office:document-content>"
    )


def _meta(title: str, speaker: str) -> str:
    return (
        f"{HEAD}<office:document-meta {SPACES}><office:meta><dc:title>{_text(title)}</dc:title>"
        f"<meta:initial-creator>{_text(speaker)}</meta:initial-creator>"
        f"<dc:creator>{_text(speaker)}</dc:creator><dc:language>it-IT</dc:language>"
        "</office:meta></office:document-meta>"
    )


STYLES = (
    f"{HEAD}<office:document-styles {SPACES}><office:automatic-styles><style:page-layout "
    'style:name="Wide"><style:page-layout-properties fo:page-width="28cm" '
    'fo:page-height="15.75cm" style:print-orientation="landscape" fo:margin="0cm"/>'
    '</style:page-layout><style:style style:name="Ground" style:family="drawing-page">'
    '<style:drawing-page-properties draw:fill="solid" draw:fill-color="#ffffff"/></style:style>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Plain" '
    'style:page-layout-name="Wide" draw:style-name="Ground"/></office:master-styles>'
    "</office:document-styles>"
)
MANIFEST = (
    f'{HEAD}<manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)


def _archive(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", DATED), MIMETYPE)
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, DATED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return out.getvalue()
