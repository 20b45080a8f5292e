# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that people really send, made by the programs that really make them."""

import gc
import io
import os
import subprocess
import tempfile
import warnings
from functools import cache
from pathlib import Path

import openpyxl
import pikepdf
import pypandoc
from openpyxl.chart import BarChart, Reference
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from events.demo_materials import captions_vtt, paper_pdf, slides_odp

from .packed import archive

TEXT = """# Città e qualità

Perché l'ufficio **ascolta** gli utenti: [il sito](https://esempio.invalid/pagina).

| Sportello | Voto |
|-----------|------|
| anagrafe  | 8,5  |
"""
PAGE = "<html lang=it><title>Città</title><h1>Città e qualità</h1><p>Perché <a href='https://e.it'>qui</a>"
POSITION = {1: "N", 2: (41.0, 7.0, 30.0), 3: "E", 4: (16.0, 52.0, 12.0)}


@cache
def pandoc(extension: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{extension}"
        pypandoc.convert_text(TEXT, extension, "markdown", outputfile=str(path))
        return path.read_bytes()


@cache
def xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row in (["Sportello", "Città"], ["anagrafe", 8.5], ["tributi", "=B2*2"]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    sheet.add_chart(chart, "E5")
    book.save(out)
    return out.getvalue()


@cache
def ods() -> bytes:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0"'
        f' xmlns:text="{name}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
        '<table:table table:name="Voti"><table:table-row><table:table-cell '
        'table:formula="of:=SUM([.A1:.A2])"><text:p>Città</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{name}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return archive(
        {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}
    )


@cache
def odp() -> bytes:
    return slides_odp("Città e qualità", "Ufficio URP", [("Perché", ["Ascoltare", "Capire"])])


@cache
def paper() -> bytes:
    return paper_pdf("Città e qualità", "Ufficio URP", ["Perché ascoltare gli utenti. " * 30] * 12)


@cache
def weasyprint_pdf(variant: str | None = None) -> bytes:
    import weasyprint

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
        made = weasyprint.HTML(string=PAGE).write_pdf(pdf_variant=variant)
        gc.collect()
    return made


@cache
def linearized() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as document:
        document.save(out, linearize=True)
    return out.getvalue()


@cache
def chromium_pdf(program: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "x.html", Path(folder) / "x.pdf"
        page.write_text(PAGE, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/u"]
        subprocess.run(
            [program, *options, f"--print-to-pdf={made}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
            env=os.environ | {"HOME": folder},
        )
        return made.read_bytes()


def picture(mode: str = "RGB", size=(64, 48)) -> Image.Image:
    return Image.effect_mandelbrot(size, (-2, -1.5, 1, 1.5), 50).convert(mode)


def _saved(image: Image.Image, format: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def exif(turn: int = 6) -> Image.Exif:
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x013B] = turn, "Marca del telefono", "Maria Rossi"
    gps = {k: tuple(map(TiffImagePlugin.IFDRational, v)) if k in {2, 4} else v
           for k, v in POSITION.items()}  # fmt: skip
    told.get_ifd(0x8825).update(gps)
    return told


@cache
def jpeg(mode: str = "RGB", **options) -> bytes:
    return _saved(picture(mode), "JPEG", **options)


@cache
def photo() -> bytes:
    """As a telephone takes it: place, author, device, turned, with a preview after the end."""
    whole = _saved(picture(), "JPEG", exif=exif(), comment=b"sala consiliare")
    return whole + jpeg()


@cache
def png(mode: str = "RGB") -> bytes:
    return _saved(picture(mode), "PNG")


@cache
def told_png() -> bytes:
    words = PngInfo()
    words.add_text("Author", "Maria Rossi")
    words.add_itxt("Comment", "sala consiliare", zip=True)
    return _saved(picture(), "PNG", pnginfo=words, exif=exif())


def mp3() -> bytes:
    """Silence: frames of 128 kbit/s at 44.1 kHz, after an ID3 tag."""
    return b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + (b"\xff\xfb\x90\x00" + b"\0" * 413) * 8


def mp4() -> bytes:
    def box(name: bytes, body: bytes) -> bytes:
        return (len(body) + 8).to_bytes(4, "big") + name + body

    start = box(b"ftyp", b"isom\0\0\2\0isommp41")
    return (
        start
        + box(b"moov", box(b"mvhd", b"\0" * 100))
        + box(b"free", b"")
        + box(b"mdat", b"\0" * 99)
    )


def webm() -> bytes:
    def element(name: str, body: bytes) -> bytes:
        return bytes.fromhex(name) + (len(body) | 1 << 28).to_bytes(4, "big") + body

    head = element("1A45DFA3", element("4282", b"webm"))
    cluster = element("1F43B675", element("E7", b"\0") + element("A3", b"\x81\0\0\x80frame"))
    return head + element("18538067", element("1549A966", b"") + element("1654AE6B", b"") + cluster)


def ogg() -> bytes:
    def page(body: bytes, flags: int, number: int) -> bytes:
        head = b"OggS\0" + bytes([flags]) + b"\0" * 8 + b"\1\0\0\0" + number.to_bytes(4, "little")
        return head + b"\0" * 4 + bytes([1, len(body)]) + body

    return page(b"OpusHead\1\1" + b"\0" * 9, 2, 0) + page(b"OpusTags" + b"\0" * 8, 0, 1)


CSV = "sportello;città;voto\nanagrafe;Forlì;-8,5\n"
VTT = captions_vtt(["Buongiorno a tutti.", "Perché la qualità è un percorso."])


@cache
def simple() -> dict[str, tuple[str, bytes]]:
    """Those that need no program of the host: label -> (name, bytes)."""
    return {
        "pandoc odt": ("relazione.odt", pandoc("odt")),
        "pandoc docx": ("relazione.docx", pandoc("docx")),
        "pandoc pptx": ("lezione.pptx", pandoc("pptx")),
        "openpyxl xlsx": ("voti.xlsx", xlsx()),
        "ods": ("voti.ods", ods()),
        "demonstration odp": ("lezione.odp", odp()),
        "demonstration pdf": ("articolo.pdf", paper()),
        "weasyprint pdf": ("Verbale n. 3.PDF", weasyprint_pdf()),
        "weasyprint pdf/ua": ("attestato.pdf", weasyprint_pdf("pdf/ua-1")),
        "weasyprint pdf/a-3": ("delibera.pdf", weasyprint_pdf("pdf/a-3b")),
        "linearized pdf": ("delibera.pdf", linearized()),
        "png": ("sala.png", png()),
        "png palette": ("sala.png", png("P")),
        "png transparent": ("sala.png", png("RGBA")),
        "png with words": ("sala.png", told_png()),
        "jpeg": ("sala.JPG", jpeg()),
        "jpeg progressive": ("sala.jpeg", jpeg(progressive=True)),
        "jpeg cmyk": ("manifesto.jpg", jpeg("CMYK")),
        "jpeg restart": ("sala.jpg", jpeg(restart_marker_rows=1)),
        "photo": ("foto.jpg", photo()),
        "text": ("nota.txt", "Perché la città è più bella: 3 < 4.\r\n".encode()),
        "text of windows": ("nota.txt", "Perché “la città” costa 10 €".encode("cp1252")),
        "csv": ("voti.csv", b"\xef\xbb\xbf" + CSV.encode()),
        "captions": ("lezione.vtt", VTT),
        "mp4": ("lezione.mp4", mp4()),
        "webm": ("lezione.webm", webm()),
        "mp3": ("lezione.mp3", mp3()),
        "ogg": ("lezione.ogg", ogg()),
    }
