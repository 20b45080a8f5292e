# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings in the catalogue: where they are admitted, where they are refused, where they stand."""

import io
import re
import shutil
import zipfile

import pytest
from django.core.exceptions import ValidationError

from migliorapa.core import drawings
from paths import editorial, entry_actions
from paths.loading.load import FOLDER, ContentError, load_content
from paths.models import Step, Tool
from tests.paths import test_texts
from tests.paths.texts_in_files import text_files

ASKED = '![La mappa](drawing:quadranti "Come si legge.")'
GUIDE = "/strumenti/guida-limesurvey/"
USED = [(file.name, used) for file in text_files() for used in drawings.find(file.body)]


def test_every_drawing_is_used_and_every_use_is_sound():
    assert {used.name for _, used in USED} == set(drawings.names())
    assert [said for file in text_files() for said in drawings.faults(file.body)] == []
    elsewhere = [
        said
        for file in text_files()
        for part, text in file.parts.items()
        if part != "page"
        for said in drawings.refusals(text)
    ]
    assert elsewhere == []


@pytest.mark.parametrize(("name", "used"), USED, ids=lambda value: getattr(value, "name", value))
def test_a_caption_is_a_sentence_that_adds_to_the_title(name, used):
    assert used.caption.endswith(".")
    assert used.caption.rstrip(".") != used.alternative
    assert not used.alternative.endswith(".")


@pytest.mark.skipif(not shutil.which("hunspell"), reason="hunspell is not installed.")
def test_words_of_the_drawings_are_spelt_right():
    folder = FOLDER.parents[1] / "templates" / "drawings"
    not_words = re.compile(r"<[^>]+>|\{.*?\}|\b[A-Z0-9]{6}\b")  # tags, and codes of participants
    texts = [not_words.sub("\n", file.read_text()) for file in folder.glob("*.svg")]
    texts += [used.caption for _, used in USED]
    words = {word for text in texts for word in test_texts.spelt_words(text)}
    known = test_texts.project_words()
    strange = {word for word in test_texts.unknown(words) if word.lower() not in known}
    assert strange - known - {"csv", "firstname", "lastname", "lss"} == set()


def test_drawings_of_a_screen_say_that_they_are_ours():
    screens = {"limesurvey-importare", "limesurvey-esporta"}
    captions = [used.caption for _, used in USED if used.name in screens]
    assert len(captions) == 2
    assert all("Disegno nostro: le schermate vere possono cambiare." in text for text in captions)


def test_a_text_with_an_unknown_drawing_is_not_saved(catalogue):
    step = Step.objects.get(code="S01")
    step.body = '![a](drawing:boh "b")'
    with pytest.raises(ValidationError, match="Il disegno «boh» non esiste"):
        entry_actions.save_entry(step)


@pytest.mark.parametrize("field", ["document", "example"])
def test_a_document_takes_no_drawing(catalogue, field):
    tool = Tool.objects.get(code="T01")
    setattr(tool, field, f"# Titolo\n\n{ASKED}")
    with pytest.raises(ValidationError) as refused:
        entry_actions.save_entry(tool)
    assert list(refused.value.message_dict) == [field]
    assert "può stare solo nel testo della pagina" in refused.value.message_dict[field][0]


def test_a_file_with_an_unknown_drawing_is_named_and_nothing_is_loaded(catalogue, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    file = folder / "steps" / "S03.md"
    text = file.read_text(encoding="utf-8")
    assert "drawing:servizio" in text
    file.write_text(text.replace("drawing:servizio", "drawing:boh"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"steps/S03.md.*Il disegno «boh» non esiste"):
        load_content(folder)


def test_care_of_the_texts_finds_broken_drawings(catalogue):
    Step.objects.filter(code="S01").update(body='![a](drawing:boh "b")', mistakes=[ASKED])
    Tool.objects.filter(code="T01").update(document=ASKED)
    rows = editorial.broken_links(editorial.texts(Step, Tool)).rows
    assert [(row.name.split()[0], row.detail.split(".")[0]) for row in rows] == [
        ("S01", REFUSED),
        ("S01", "Il disegno «boh» non esiste"),
        ("T01", REFUSED),
    ]


REFUSED = (
    "Il disegno «quadranti» può stare solo nel testo della pagina: i documenti da scaricare e gli "
    "altri campi non lo mostrano"
)


def test_words_of_a_drawing_are_not_linked_to_the_glossary(client, catalogue):
    figures = re.findall(r"<figure.*?</figure>", client.get(GUIDE).text, re.DOTALL)
    assert len(figures) >= 5
    assert [figure for figure in figures if "<a" in figure] == []


@pytest.mark.parametrize("extension", ["odt", "docx"])
def test_the_guide_to_download_tells_its_drawings_in_words(client, catalogue, extension):
    data = client.get(f"{GUIDE}guida.{extension}").content
    name = {"odt": "content.xml", "docx": "word/document.xml"}[extension]
    content = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", content).replace("&#39;", "'").split())
    assert "drawing:" not in words
    assert "il filo è tagliato" in words


def test_the_guide_on_paper_has_its_drawings(client, catalogue):
    assert client.get(f"{GUIDE}stampa/").text.count('<figure class="drawing">') >= 5
