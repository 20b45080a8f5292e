# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demonstration materials are real files: other programs open them, and our gate lets them in."""

import io
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from events.demo_materials import captions_vtt, paper_pdf, slides_odp
from migliorapa.core import files
from tests.core.files.packed import upload
from tests.paths.documents.opened import (
    SOFFICE,
    member,
    require_libreoffice,
    text_of_pdf,
    to_pdf,
)

TITLE = "La qualità percepita: perché misurarla"
AUTHOR = "Ufficio URP, Collesereno"
PARAGRAPHS = [
    "È così che l’ufficio ascolta: «già» più volte, né troppo né poco – però con metodo.",
    *["Un paragrafo abbastanza lungo da riempire più righe della pagina. " * 9] * 14,
    "L'ultimo paragrafo: (parentesi), barre \\ e accenti ÀÈÉÌÒÙ àèéìòù.",
]
SLIDES = [("Perché ascoltare", ["È utile", "Costa <poco> & rende"]), ("Grazie", [])]


@pytest.fixture(scope="module")
def paper():
    return paper_pdf(TITLE, AUTHOR, PARAGRAPHS)


@pytest.fixture(scope="module")
def slides():
    return slides_odp(TITLE, "Maria Rossi", SLIDES)


def test_the_gate_lets_them_in(paper, slides):
    vtt = captions_vtt(["Buongiorno."])
    for name, data in (("a.pdf", paper), ("a.odp", slides), ("a.vtt", vtt)):
        assert files.examine(upload(name, data), allowed=files.EVERYTHING).size == len(data)
        assert len(data) < 20_000


def test_the_paper_has_several_pages_a_language_and_a_title(paper):
    reader = pypdf.PdfReader(io.BytesIO(paper))
    assert len(reader.pages) >= 3
    assert reader.trailer["/Root"]["/Lang"] == "it-IT"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert (reader.metadata.title, reader.metadata.author) == (TITLE, AUTHOR)


def words_of(paper: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_every_word_of_the_paper_can_be_read_with_its_accents(paper):
    told = words_of(paper)
    for sentence in (TITLE, AUTHOR, PARAGRAPHS[0], PARAGRAPHS[-1]):
        assert sentence in told


def test_poppler_reads_the_same_words(paper, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed: the paper is read by pypdf alone.")
    path = tmp_path / "a.pdf"
    path.write_bytes(paper)
    assert PARAGRAPHS[0] in text_of_pdf(path)
    assert PARAGRAPHS[-1] in text_of_pdf(path)


def test_no_line_of_the_paper_runs_over_the_margin():
    from pypdf import PdfReader

    long = paper_pdf("W" * 20, AUTHOR, ["WWWW MMMM " * 60, "iiii llll " * 60])
    from events.demo_materials import paper as module

    for page in PdfReader(io.BytesIO(long)).pages:
        for line in page.extract_text().splitlines():
            assert module._width(line) * module.BODY / 1000 <= module.PAGE[0] - 2 * module.MARGIN


def test_what_helvetica_does_not_have_is_shown_as_a_question_mark():
    assert "Voto ? e basta" in words_of(paper_pdf("Titolo", "Autore", ["Voto 東 e basta"]))


def test_slides_hold_their_titles_and_points(slides):
    body = member(slides, "content.xml")
    draw = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
    pages = [" ".join("".join(page.itertext()).split()) for page in body.iter(f"{draw}page")]
    assert len(pages) == 3
    assert TITLE in pages[0]
    assert "Maria Rossi" in pages[0]
    assert "Costa <poco> & rende" in pages[1]


def test_equal_materials_are_equal_bytes(paper, slides):
    assert paper_pdf(TITLE, AUTHOR, PARAGRAPHS) == paper
    assert slides_odp(TITLE, "Maria Rossi", SLIDES) == slides


def test_words_with_control_characters_still_make_slides_that_open():
    assert (
        member(slides_odp("a\0b\x07", "\ud800", [("\x1b", ["\ufffe"])]), "content.xml") is not None
    )


def require_impress() -> None:
    require_libreoffice()
    modules = Path(SOFFICE).resolve().parent
    if not (modules / "libsdlo.so").exists():
        pytest.skip("LibreOffice Impress is not installed: slides are not opened.")


def test_libreoffice_shows_the_slides_with_their_words(slides, tmp_path):
    require_impress()
    path = tmp_path / "lezione.odp"
    path.write_bytes(slides)
    made = to_pdf([path], tmp_path)[path]
    assert len(pypdf.PdfReader(made).pages) == 3
    told = text_of_pdf(made)
    for words in (TITLE, "Maria Rossi", "Perché ascoltare", "È utile", "Costa <poco> & rende"):
        assert words in told


def test_captions_follow_one_another_and_are_long_enough_to_be_read():
    lines = [
        "Buongiorno.",
        "Una battuta molto più lunga della prima, che chiede più tempo a chi legge.",
    ]
    told = captions_vtt(lines).decode()
    assert told.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nBuongiorno.\n\n")
    assert "00:00:02.000 --> 00:00:07.000\nUna battuta" in told
    assert "&lt;b&gt; &amp;" in captions_vtt(["<b> &"]).decode()


def test_poppler_finds_no_fault_in_the_paper(paper, tmp_path):
    if not shutil.which("pdfinfo"):
        pytest.skip("poppler is not installed: the paper is read by pypdf alone.")
    path = tmp_path / "a.pdf"
    path.write_bytes(paper)
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert f"Title:           {TITLE}" in done.stdout
