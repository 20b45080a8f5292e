# SPDX-License-Identifier: AGPL-3.0-or-later
import io
import zipfile
from datetime import date

import pytest

from paths.documents import pandoc, reference
from paths.documents.convert import convert, fingerprint
from paths.documents.labels import Labels
from paths.documents.markup import keep_fields
from tests.paths.documents.opened import member, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LABELS = Labels("Mandato & gruppo", "MiglioraPA", "T01 · prova", date(2026, 11, 21))
CONTENT = {"odt": "content.xml", "docx": "word/document.xml"}
TEXT = """# Titolo

[campo]: da scrivere

| Stretta | Larga |
|-----|---------------|
| a | |

<script>alert(1)</script> e ![immagine](/etc/passwd)

$x$ e @nota e [^1] e ~~via~~
"""


def made(extension: str, text: str = TEXT) -> bytes:
    return convert(keep_fields(text), extension, LABELS)


@pytest.mark.parametrize("extension", CONTENT)
def test_everything_written_is_in_the_document(extension):
    text = text_of(made(extension), CONTENT[extension])
    for words in ("[campo]: da scrivere", "<script>alert(1)</script>", "$x$ e @nota e [^1] e via"):
        assert words in text


@pytest.mark.parametrize("extension", CONTENT)
def test_no_file_of_the_machine_gets_into_a_document(extension):
    with zipfile.ZipFile(io.BytesIO(made(extension))) as archive:
        assert not [name for name in archive.namelist() if "media" in name or "Pictures" in name]
        assert b"root:" not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("extension", CONTENT)
def test_the_same_text_gives_the_same_bytes(extension):
    assert made(extension) == made(extension)


def test_a_docx_is_a4_in_italian_with_title_author_header_and_page_numbers():
    data = made("docx")
    size = member(data, "word/document.xml").find(f".//{W}pgSz")
    margins = member(data, "word/document.xml").find(f".//{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert {margins.get(f"{W}{side}") for side in ("left", "right", "top", "bottom")} == {"1134"}
    assert member(data, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "it-IT"
    assert text_of(data, "docProps/core.xml").startswith("Mandato & gruppo")
    assert text_of(data, "word/header1.xml") == "Mandato & gruppoMiglioraPA"
    assert text_of(data, "word/footer1.xml") == "T01 · provaPagina 1 di 1"


def test_an_odt_is_a4_in_italian_with_title_author_header_and_page_numbers():
    data = made("odt")
    styles = member(data, "styles.xml")
    layout = styles.find(f".//{STYLE}page-layout-properties")
    assert (layout.get(f"{FO}page-width"), layout.get(f"{FO}page-height")) == ("21cm", "29.7cm")
    assert layout.get(f"{FO}margin-left") == "2cm"
    languages = {run.get(f"{FO}language") for run in styles.iter(f"{STYLE}text-properties")}
    assert languages - {None} == {"it"}
    assert "Mandato & gruppo" in text_of(data, "meta.xml")
    assert "Mandato & gruppoMiglioraPA" in text_of(data, "styles.xml")


def test_columns_of_a_docx_keep_the_widths_of_the_dashes():
    widths = [
        int(c.get(f"{W}w")) for c in member(made("docx"), "word/document.xml").iter(f"{W}gridCol")
    ]
    assert widths[1] / widths[0] == pytest.approx(15 / 5, rel=0.05)


def test_rows_leave_room_for_a_hand():
    rows = list(member(made("docx"), "word/document.xml").iter(f"{W}tr"))
    assert [row.find(f".//{W}trHeight").get(f"{W}val") for row in rows] == ["454", "454"]
    content = member(made("odt"), "content.xml")
    assert {row.get(f"{TABLE}style-name") for row in content.iter(f"{TABLE}table-row")} == {"Row"}


def test_an_odt_begins_with_its_type_uncompressed():
    with zipfile.ZipFile(io.BytesIO(made("odt"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_every_part_of_a_docx_has_its_type_and_every_relation_its_target():
    data = made("docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    relations = member(data, "word/_rels/document.xml.rels")
    inside = [r.get("Target") for r in relations if r.get("TargetMode") != "External"]
    assert not [target for target in inside if f"word/{target}" not in names]
    types = member(data, "[Content_Types].xml")
    declared = {t.get("PartName") for t in types} | {t.get("Extension") for t in types}
    assert not [n for n in names if f"/{n}" not in declared and n.rsplit(".")[-1] not in declared]


def test_paragraph_properties_of_a_docx_stand_in_the_order_of_the_standard():
    order = ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "tabs", "spacing", "ind", "jc"]
    data = made("docx", TEXT + "\n1. uno\n2. due\n\n> nota\n")
    for name in ("word/document.xml", "word/styles.xml"):
        for properties in member(data, name).iter(f"{W}pPr"):
            tags = [child.tag.removeprefix(W) for child in properties]
            places = [order.index(tag) for tag in tags if tag in order]
            assert places == sorted(places), tags


@pytest.mark.parametrize("extension", CONTENT)
def test_the_reference_files_are_those_the_script_makes(extension):
    kept = (reference.FOLDER / f"reference.{extension}").read_bytes()
    assert kept == reference.build(extension)


def test_a_program_that_never_ends_is_stopped(monkeypatch, tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(pandoc, "program", lambda: str(slow))
    monkeypatch.setattr(pandoc, "TIMEOUT", 0.3)
    with pytest.raises(pandoc.PandocFailed, match="timed out"):
        made("odt")


def test_a_missing_program_is_said_in_words(monkeypatch):
    monkeypatch.setattr(pandoc, "program", lambda: "/nowhere/pandoc")
    with pytest.raises(pandoc.PandocFailed, match="nowhere"):
        made("odt")


def test_the_fingerprint_is_that_of_the_converter_and_not_of_the_moment():
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64
