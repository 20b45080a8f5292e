# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the search, whatever the file."""

import pytest

from migliorapa.core import files
from migliorapa.core.files import limited, storing, structure

from . import good, hostile
from .packed import edited, upload, with_parts

WORDS = {
    "pandoc odt": ["Città e qualità", "Perché l'ufficio ascolta gli utenti", "anagrafe", "8,5"],
    "pandoc docx": ["Città e qualità", "ascolta gli utenti: il sito", "anagrafe"],
    "pandoc pptx": ["Città e qualità", "ascolta gli utenti"],
    "openpyxl xlsx": ["Sportello", "Città", "tributi"],
    "ods": ["Città"],
    "demonstration odp": ["Città e qualità", "Ufficio URP", "Perché", "Ascoltare"],
    "demonstration pdf": ["Città e qualità", "Perché ascoltare gli utenti."],
    "weasyprint pdf": ["Città e qualità", "Perché"],
    "text of windows": ["Perché “la città” costa 10 €"],
    "csv": ["Forlì"],
    "captions": ["Buongiorno a tutti.", "Perché la qualità"],
}


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def extracted(name: str, data: bytes) -> str:
    sent = upload(name, data)
    kind = files.examine(sent, allowed=files.EVERYTHING).kind
    return files.extract_text(files.keep(sent, "prova"), kind)


@pytest.mark.parametrize("label", WORDS)
def test_the_words_of_a_file_are_found(label):
    told = " ".join(extracted(*good.simple()[label]).replace("’", "'").split())
    for words in WORDS[label]:
        assert words in told


def test_captions_are_read_without_their_times():
    assert "-->" not in extracted("a.vtt", good.VTT)
    assert "WEBVTT" not in extracted("a.vtt", good.VTT)


def test_words_of_neighbouring_paragraphs_and_breaks_do_not_stick_together():
    new = "<text:p>uno<text:line-break/>due<text:tab/>tre <text:span>qua</text:span>ttro</text:p>"
    data = edited(
        good.pandoc("odt"),
        "content.xml",
        lambda x: x.replace(
            b"</office:text>", f"{new}<text:p>cinque</text:p></office:text>".encode()
        ),
    )
    assert extracted("a.odt", data).endswith("uno due tre quattro\ncinque")


def test_slides_are_read_in_their_order():
    first = files_of_slide = (
        b"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>%s</a:t></a:r></a:p></p:sld>"
    )
    parts = {
        "ppt/slides/slide10.xml": first % b"dieci",
        "ppt/slides/slide2.xml": files_of_slide % b"due",
    }
    told = extracted("a.pptx", with_parts(good.pandoc("pptx"), parts))
    assert told.index("due") < told.index("dieci")


@pytest.mark.parametrize("label", ["png", "mp4", "mp3"])
def test_images_and_recordings_have_no_words(label):
    assert extracted(*good.simple()[label]) == ""


def put(data: bytes, extension: str = "pdf") -> str:
    """On disk without an examination, as if the gate had failed."""
    stored = f"prova/ab/{'ab' * 16}.{extension}"
    path = storing.place(stored)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return stored


@pytest.mark.parametrize("label", [label for label, maker in hostile.MAKERS.items()])
def test_hostile_files_never_make_the_reading_fail(label):
    name, data = hostile.MAKERS[label]()
    kind = {"docx": "docx", "odt": "odt", "xlsx": "xlsx"}.get(name.rpartition(".")[2], "pdf")
    assert isinstance(files.extract_text(put(data, kind), kind), str)


def test_a_file_without_words_missing_or_of_an_unknown_kind_gives_nothing():
    assert files.extract_text("prova/ab/" + "0" * 32 + ".pdf", "pdf") == ""
    assert files.extract_text("../../etc/passwd", "txt") == ""
    assert files.extract_text(put(good.paper()), "exe") == ""


def test_a_reading_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limited, "WAIT", 0.01)
    assert files.extract_text(put(good.paper()), "pdf") == ""


def test_a_very_long_text_is_cut():
    assert len(extracted("a.txt", b"parola " * 400_000)) <= structure.CHARACTERS


def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_not_read():
    huge = b"<a xmlns:a='a'>" + b" " * 300_000_000 + b"<a:p>mai</a:p></a>"
    assert (
        files.extract_text(put(with_parts(good.odp(), {"content.xml": huge}), "odp"), "odp") == ""
    )


def test_without_processes_to_spare_nothing_is_raised(monkeypatch):
    def refuse(*args, **kwargs):
        raise BlockingIOError("fork")

    monkeypatch.setattr(limited.subprocess, "run", refuse)
    assert files.extract_text(put(good.paper()), "pdf") == ""
