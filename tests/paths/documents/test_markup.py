# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.documents.markup import keep_fields, literal, resolve_links, split_title


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[nome]: [cognome]", r"\[nome\]: \[cognome\]"),
        ("[a] [b][c]", r"\[a\] \[b\]\[c\]"),
        ("[un passo](/passi/)", "[un passo](/passi/)"),
        ("`[codice]` e [campo]", r"`[codice]` e \[campo\]"),
        (r"già \[salvo\]", r"già \[salvo\]"),
    ],
)
def test_fields_in_brackets_are_kept_and_links_stay_links(text, kept):
    assert keep_fields(text) == kept


def test_a_link_by_code_gets_its_address_or_keeps_its_words_alone():
    text = "Usate [il campione](step:S08) e [altro](tool:T99)."
    addresses = {("step", "S08"): "/passi/campione/"}
    resolved = resolve_links(text, lambda *link: addresses.get(link))
    assert resolved == "Usate [il campione](/passi/campione/) e altro."


def test_the_first_heading_is_the_title_wherever_it_stands():
    assert split_title("> Esempio.\n\n# Il titolo\n\nTesto") == (
        "Il titolo",
        "> Esempio.\n\n\n\nTesto",
    )
    assert split_title("## Solo sezioni") == ("", "## Solo sezioni")


def test_words_of_staff_mean_nothing_to_markdown():
    assert literal("*Prezzo*  in [euro] | <b>\n# 5") == r"\*Prezzo\* in \[euro\] \| \<b\> \# 5"
    assert [literal(text) for text in ("- voce", "2. voce", "12) voce", "2 voci")] == [
        *(r"\- voce", r"2\. voce", r"12\) voce", "2 voci"),
    ]
