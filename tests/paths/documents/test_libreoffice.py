# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every document of the catalogue, opened by the program most offices open it with."""

import re

import pytest

from paths.documents import store
from paths.documents.parts import EXTENSIONS, parts_of
from paths.models import Tool
from tests.paths.documents.opened import pages_of_pdf, require_libreoffice, text_of_pdf, to_pdf

NAMES = {"modello", "esempio", "questionario", "lista"}
WORDS = re.compile(r"[A-Za-zÀ-ù]{4,}")
MOST_PAGES = 10


@pytest.fixture
def parts(catalogue):
    found = [part for tool in Tool.objects.all() for part in parts_of(tool).values()]
    return [part for part in found if part.name in NAMES]


def words_of(markdown: str) -> set[str]:
    """Those of the plain lines: tables and links are laid out anew."""
    lines = [line for line in markdown.splitlines() if not re.search(r"[|`(\[>]", line)]
    return {word for line in lines for word in WORDS.findall(line)}


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_document_opens_and_shows_what_was_written(parts, extension, tmp_path):
    require_libreoffice()
    assert len(parts) >= 35
    files = {}
    for part in parts:
        file = tmp_path / f"{part.code}-{part.name}.{extension}"
        file.write_bytes(store.read(part, extension))
        files[file] = part
    for file, pdf in to_pdf(list(files), tmp_path).items():
        shown, part = text_of_pdf(pdf), files[file]
        assert part.tool.title in shown
        assert "MiglioraPA" in shown
        assert f"Pagina 1 di {pages_of_pdf(pdf)}" in shown
        assert 1 <= pages_of_pdf(pdf) <= MOST_PAGES, file.name
        missing = [word for word in words_of(part.source) if word not in shown]
        assert len(missing) <= len(words_of(part.source)) * 0.02, (file.name, missing)
