# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings as they are seen: large enough on the narrowest screen, whole, and on paper."""

import io

import pypdf
import pytest

pytestmark = pytest.mark.browser
GUIDE = "/strumenti/guida-limesurvey/"
PAGES = [
    *(GUIDE, f"{GUIDE}stampa/", "/strumenti/kit-comunicazione/", "/strumenti/piano-miglioramento/"),
    *("/strumenti/calcolo-margine-errore/", "/approfondimenti/leggere-la-mappa/"),
    *("/passi/analisi-del-servizio/", "/passi/piano-di-campionamento/"),
    "/guida-percorsi-guidati/",
]
SMALLEST = 14  # pixels
TEXTS = """() => [...document.querySelectorAll('.drawing svg')].map((svg) => {
  const frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll('tspan')].map((item) => {
    const range = document.createRange();
    range.selectNodeContents(item);
    const box = range.getBoundingClientRect();
    return { words: item.textContent, size: parseFloat(getComputedStyle(item).fontSize) * scale,
      left: (box.left - frame.left) / scale, right: (box.right - frame.left) / scale,
      top: (box.top - frame.top) / scale, bottom: (box.bottom - frame.top) / scale };
  });
  return { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height, texts };
})"""
LEADING = 6  # units of the drawing: a line of text is taller than its letters


def overlap(a: dict, b: dict) -> bool:
    across = a["left"] < b["right"] - 1 and b["left"] < a["right"] - 1
    down = a["top"] + LEADING < b["bottom"] - LEADING and b["top"] + LEADING < a["bottom"] - LEADING
    return across and down


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_texts_of_a_drawing_are_legible_inside_it_and_apart(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    found = page.evaluate(TEXTS)
    assert found
    for drawing in found:
        texts = drawing["texts"]
        assert [text for text in texts if text["size"] < SMALLEST] == []
        assert [t for t in texts if t["left"] < 0 or t["right"] > drawing["width"]] == []
        assert [t for t in texts if t["top"] < -LEADING] == []
        assert [t for t in texts if t["bottom"] > drawing["height"] + LEADING] == []
        pairs = [(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :] if overlap(a, b)]
        assert pairs == []


def test_a_drawing_grows_with_the_text_of_the_reader(page):
    page.goto("/passi/analisi-del-servizio/")
    width = "document.querySelector('.drawing svg').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    assert page.evaluate(width) == pytest.approx(before * 1.5, rel=0.02)


@pytest.mark.parametrize("address", [GUIDE, f"{GUIDE}stampa/"])
def test_drawings_go_on_paper_in_black_each_on_one_sheet(page, address):
    page.goto(address)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    for first, last in (("Partecipanti", "nelle notifiche"), ("Esporta → CSV", "Codici risposta")):
        assert any(first in text and last in text for text in texts)
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[...document.querySelectorAll('.drawing .f')].map((x) => getComputedStyle(x).fill)"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
