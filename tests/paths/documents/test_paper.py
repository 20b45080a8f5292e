# SPDX-License-Identifier: AGPL-3.0-or-later
from paths.documents.paper import contents, title_and_html

TEXT = "# Titolo\n\n[nome]: [cognome]\n\n| A | B |\n|----|------------|\n| uno | |\n"


def test_the_page_has_the_title_of_the_document_and_its_fields():
    title, html = title_and_html(TEXT, title="Altro")
    assert title == "Titolo"
    assert "<p>[nome]: [cognome]</p>" in html


def test_columns_have_the_width_of_the_dashes():
    html = title_and_html(TEXT, title="")[1]
    assert '<colgroup><col class="share-25"><col class="share-75"></colgroup>' in html


def test_a_document_without_a_heading_takes_the_title_of_the_tool():
    assert title_and_html("Testo", title="Dello strumento")[0] == "Dello strumento"


def test_the_table_of_contents_has_words_without_markup():
    html = '<h2 id="uno">Il <a href="/x">primo</a></h2><p>x</p><h2 id="due">Due &amp; tre</h2>'
    assert list(contents(html)) == [("uno", "Il primo"), ("due", "Due &amp; tre")]
