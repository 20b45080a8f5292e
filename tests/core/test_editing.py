# SPDX-License-Identifier: AGPL-3.0-or-later
import re

import pytest
from django.utils.translation import gettext

from migliorapa.core.editing.differences import Line, differences
from migliorapa.core.editing.history import in_words
from migliorapa.core.models import Page
from migliorapa.core.spreadsheet import csv_response, safe_cell, unescaped


def told(lines):
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return [
        line.skipped or "".join(marks[piece.kind].format(piece.text) for piece in line.pieces)
        for line in lines
    ]


def test_a_changed_word_is_shown_in_its_line():
    assert told(differences("Il gatto dorme.", "Il cane dorme.")) == ["Il -gatto-+cane+ dorme."]


def test_far_equal_lines_are_counted_not_repeated():
    old = "\n".join("abcdefgh")
    assert told(differences(old, old.replace("e", "E"))) == [3, "d", "-e-+E+", "f", 2]


def test_whole_lines_come_and_go():
    assert told(differences("a\nb", "a\nb\nc")) == ["a", "b", "+c+"]
    assert told(differences("a\nb", "")) == ["-a-", "-b-"]


def test_equal_texts_have_only_a_count():
    assert differences("a\nb\nc", "a\nb\nc") == [Line(skipped=3)]


def test_the_pieces_rebuild_both_versions():
    old, new = "uno due tre\nquattro", "uno tre\ncinque quattro\nsei"
    lines = differences(old, new)

    def side(dropped):
        kept = [
            "".join(piece.text for piece in line.pieces if piece.kind != dropped) for line in lines
        ]
        return [line for line in kept if line]

    assert side("added") == old.splitlines()
    assert side("removed") == new.splitlines()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "sì"),
        (None, ""),
        (["uno", "due"], "uno\ndue"),
        ([{"label": "Fonte", "url": "https://x.it"}], "- label: Fonte\n  url: https://x.it\n"),
        ({}, ""),
        (7, "7"),
    ],
)
def test_values_are_told_in_words(value, expected):
    assert in_words(value) == expected


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_a_formula_and_the_way_back_is_exact(start):
    cell = f"{start}1+1"
    assert safe_cell(cell) == f"'{cell}"
    assert unescaped(safe_cell(cell)) == cell


def test_ordinary_cells_stay_as_they_are():
    assert [safe_cell(value) for value in ("testo", -3, "'virgolette")] == [
        "testo",
        -3,
        "'virgolette",
    ]
    assert unescaped("'virgolette") == "'virgolette"


def test_a_csv_opens_in_italian_spreadsheets():
    response = csv_response("x.csv", ["A", "B"], [["1;2", "=3"]])
    assert response.content.decode() == '\ufeffA;B\r\n"1;2";\'=3\r\n'


PAGE = "/redazione/core/page/"
ODD_KEYS = ["abc", "%00", "%ff", "_3A", "99999999999999999999", "1/../2"]


@pytest.mark.parametrize("key", ODD_KEYS)
def test_the_history_of_what_is_not_there_is_not_found(client, catalogue, redazione, key):
    page = Page.objects.first()
    client.force_login(redazione)
    for address in (f"{key}/history/", f"{key}/history/1/", f"{page.pk}/history/{key}/"):
        assert client.get(PAGE + address).status_code in {302, 404}, address
    assert "Cronologia" in client.get(f"{PAGE}{page.pk}/history/").text


def test_a_new_text_that_claims_to_have_been_seen_is_just_a_new_text(client, db, redazione):
    client.force_login(redazione)
    answer = client.post(f"{PAGE}add/", {"seen": "7", "title": "Prova", "slug": "prova"})
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {"body", "reviewed"}


def test_the_admin_says_nothing_in_english_to_who_listens(client, redazione, catalogue):
    client.force_login(redazione)
    page = client.get("/redazione/paths/path/").text
    for english in ("Breadcrumbs", "Model name", "Add link", "Change or view", "Seen:"):
        assert english not in page


def test_the_compiled_words_are_those_of_their_source(settings):
    source = (settings.LOCALE_PATHS[0] / "it/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'msgid "(.+)"\nmsgstr "(.+)"', source)
    assert len(pairs) >= 6
    assert [gettext(english) for english, _ in pairs] == [italian for _, italian in pairs]
