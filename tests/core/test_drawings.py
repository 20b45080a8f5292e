# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings inside texts: what authors may write, what readers get, what each drawing must have."""

import re
from collections import Counter
from html import escape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import etree

from migliorapa.core import drawings, markdown
from migliorapa.core.models import Page
from migliorapa.core.readability import measure, sentences

ASKED = '![La mappa](drawing:quadranti "Come si legge.")'
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"path", "circle", "g", "text", "tspan", "title", "desc"}
SAID = {"viewBox", "role", "aria-labelledby", "id", "class", "d", "x", "y", "cx", "cy", "r"} | {
    *("text-anchor", "stroke-dasharray"),
}


def shown(text: str) -> str:
    return drawings.expand(markdown.render(text))


def test_a_drawing_becomes_a_figure_that_says_what_it_shows():
    html = shown(f"Prima.\n\n{ASKED}\n\nDopo.")
    assert html.startswith('<p>Prima.</p><figure class="drawing"><svg viewBox="0 0 300 ')
    assert 'role="img" aria-labelledby="dis1-t dis1-d"' in html
    assert '<title id="dis1-t">La mappa</title><desc id="dis1-d">Quattro riquadri.' in html
    assert html.rstrip().endswith(
        "</svg><figcaption>Come si legge.</figcaption></figure>\n<p>Dopo.</p>"
    )


def test_what_is_kept_with_the_text_holds_no_drawing():
    kept = markdown.render(ASKED)
    assert "<svg" not in kept
    assert 'data-drawing="quadranti"' in kept


def test_words_of_the_author_are_words_and_nothing_else():
    html = shown('![<b>"a" & b</b>](drawing:quadranti "<script>alert(1)</script> & c")')
    assert f'<title id="dis1-t">{escape("<b>")}' in html
    assert f"<figcaption>{escape('<script>alert(1)</script> & c')}</figcaption>" in html
    assert "<script" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "text",
    [
        '<svg onload="alert(1)"><text>x</text></svg>',
        '<img data-drawing="quadranti" alt="x" data-caption="y">',
        'Testo <img data-drawing="quadranti" alt="x"> e <svg></svg>.',
        '[x](drawing:quadranti "y")',
        '![x](https://example.org/a.svg" data-drawing="quadranti)',
        '`![x](drawing:quadranti "y")`',
        '    ![x](drawing:quadranti "y")',
        '![x](data:image/svg+xml,<svg></svg> "y")',
    ],
)
def test_authors_cannot_write_a_drawing_of_their_own(text):
    assert "<svg" not in shown(text)


def test_the_same_drawing_twice_keeps_its_identifiers_apart():
    html = shown(f"{ASKED}\n\n{ASKED}\n\n{ASKED.replace('quadranti', 'campione')}")
    found = re.findall(r' id="([^"]+)"', html)
    assert len(found) == len(set(found)) == 6
    for labels in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert set(labels.split()) <= set(found)


@pytest.mark.parametrize("name", ["mai-visto", "../base", "_figure", "quadranti.svg", ""])
def test_a_drawing_that_is_not_there_leaves_its_words_and_a_sentence(name):
    text = f'![La <mappa>](drawing:{name} "Come si legge.")'
    assert "<svg" not in shown(text)
    assert "La &lt;mappa&gt; Come si legge." in shown(text)
    (said,) = drawings.faults(text)
    assert said.startswith(f"Il disegno «{name}» non esiste. Ci sono: campagna, campione, ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"Guardate {ASKED} qui.", "«quadranti» deve stare da solo, tra due righe vuote."),
        (f"- {ASKED}", "«quadranti» deve stare da solo, tra due righe vuote."),
        (f"> {ASKED}", "«quadranti» deve stare da solo, tra due righe vuote."),
        ("![Mappa](drawing:quadranti)", "«quadranti» non ha la didascalia"),
        ('![](drawing:quadranti "Come.")', "«quadranti» non ha il testo alternativo"),
        ('[x](drawing:quadranti "Come.")', "«drawing:quadranti» manca il punto esclamativo"),
    ],
)
def test_a_drawing_badly_asked_for_gets_a_sentence(text, sentence):
    (said,) = drawings.faults(text)
    assert sentence in said


def test_a_drawing_among_words_leaves_its_own():
    assert shown(f"Guardate {ASKED} qui.") == "<p>Guardate La mappa qui.</p>\n"


def test_plain_texts_and_pictures_are_left_alone():
    text = "Un [passo](step:S01) e ![foto](/static/a.png)."
    assert list(drawings.faults(text)) == []
    assert drawings.replace(text, lambda drawing: "x") == text
    assert '<img src="/static/a.png" alt="foto">' in shown(text)


def test_documents_take_words_in_the_place_of_a_drawing():
    text = f"Prima.\n\n{ASKED}\n\nDopo.\n\n{ASKED}\n"
    words = drawings.replace(text, lambda drawing: f"[{drawing.alternative}]")
    assert words == "Prima.\n\n[La mappa]\n\nDopo.\n\n[La mappa]\n"
    assert drawings.description("quadranti").startswith("Quattro riquadri. In alto a sinistra")


def test_a_page_of_the_site_shows_drawings_and_refuses_unknown_ones(client, catalogue):
    Page.objects.filter(slug="progetto").update(body=ASKED)
    assert '<figure class="drawing">' in client.get("/progetto/").text
    page = Page(slug="x", title="X", body="![a](drawing:boh 'b')", reviewed="2026-01-01")
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "Il disegno «boh» non esiste." in refused.value.message_dict["body"][0]


def test_the_preview_shows_the_drawing_and_says_what_is_wrong(client, catalogue, redazione):
    client.force_login(redazione)
    for address in ("admin:core_page_preview", "admin:paths_step_preview"):
        url = reverse(address)
        assert '<figure class="drawing">' in client.post(url, {"text": ASKED}).json()["html"]
        told = client.post(url, {"text": '![a](drawing:boh "b")'}).json()
        assert "<svg" not in told["html"]
        assert "Il disegno «boh» non esiste." in told["readability"]
        whole = client.post(url, {"body": f"{ASKED}\n\n![a](drawing:boh)"}).text
        assert '<figure class="drawing">' in whole
        assert "Il disegno «boh» non esiste." in whole


# Each drawing

in_each_drawing = pytest.mark.parametrize("name", drawings.names())


def tree(name: str) -> etree._Element:
    html = shown(f'![Che cosa mostra](drawing:{name} "Una frase.")')
    return etree.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL)[0])


def test_there_are_drawings_enough_to_explain_the_guides():
    assert len(drawings.names()) >= 12
    assert Counter(name.startswith("limesurvey") for name in drawings.names())[True] >= 5


@in_each_drawing
def test_a_drawing_has_a_title_and_tells_in_words_what_it_shows(name):
    root = tree(name)
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == ("title", "desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert measure(description.text).words >= 15
    assert max(measure(text).words for text in sentences(description.text)) <= 35


@in_each_drawing
def test_a_drawing_is_plain_shapes_and_text_without_colours_of_its_own(name):
    root = tree(name)
    assert {element.tag for element in root.iterdescendants()} <= DRAWN
    assert {key for element in root.iter() for key in element.attrib} <= SAID
    assert root.get("viewBox").startswith("0 0 300 ")


@in_each_drawing
def test_what_a_drawing_writes_its_description_says_with_numbers(name):
    """Whoever listens gets every figure that whoever looks gets."""
    root = tree(name)
    written = " ".join(item.text for item in root.iter("tspan"))
    figures = set(re.findall(r"(?<!\w)\d+(?:\.\d+|\d)+%?(?!\w)", written))  # no codes, no steps
    ticks = {"50%", "60%"} if name == "intervallo" else set()
    assert {figure for figure in figures - ticks if figure not in root[1].text} == set()
