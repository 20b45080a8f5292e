# SPDX-License-Identifier: AGPL-3.0-or-later
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migliorapa.core.files import safe_filename
from migliorapa.core.files.names import LONGEST, LONGEST_BYTES, RESERVED


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("relazione finale.pdf", "relazione finale.pdf"),
        ("Città è più.odt", "Città è più.odt"),
        (unicodedata.normalize("NFD", "qualità.pdf"), "qualità.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\Documenti\\a.pdf", "a.pdf"),
        ("a\0.pdf", "a.pdf"),
        ("a.pdf\r\nSet-Cookie: x=1", "a.pdf Set-Cookie_ x=1"),
        ("fattura\u202efdp.exe", "fatturafdp.exe"),
        ("a\u200b\ufeffb.pdf", "ab.pdf"),
        ('il "mio" <file>?.pdf', "il _mio_ _file__.pdf"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("concorso.pdf", "concorso.pdf"),
        ("...nascosto", "nascosto"),
        ("nota.txt. . ", "nota.txt"),
        ("   ", "file"),
        ("..", "file"),
        ("", "file"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_names_lose_folders_invisible_characters_and_words_of_windows(given_name, shown):
    assert safe_filename(given_name) == shown


def test_a_name_of_300_characters_is_cut_and_keeps_its_extension():
    cut = safe_filename("a" * 300 + ".pdf")
    assert (len(cut), cut[-5:]) == (LONGEST, "a.pdf")


@given(st.text(max_size=400) | st.text(alphabet="./\\: conCON\0\u202eàé\u0301a", max_size=60))
def test_any_name_becomes_one_that_every_system_can_write(name):
    made = safe_filename(name)
    assert made
    assert safe_filename(made) == made
    assert not set(made) & set('/\\\0\r\n"<>:|?*')
    assert not any(unicodedata.category(char).startswith("C") for char in made)
    assert len(made) <= LONGEST + 1
    assert len(made.encode()) <= LONGEST_BYTES + 10
    assert made == made.strip(" .") == unicodedata.normalize("NFC", made)
    assert not RESERVED.match(made)
