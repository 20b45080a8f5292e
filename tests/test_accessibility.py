# SPDX-License-Identifier: AGPL-3.0-or-later
"""axe-core finds nothing (WCAG 2.0-2.2, A and AA), and nothing scrolls sideways at 320 px."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from migliorapa.accounts.demo import PASSWORD

ANSWERS = (
    "admin=comune&nature=transactional&channel=desk&experience=none&goal=know"
    "&size=under50&users=200_2000&contacts=no_list"
)
CALCULATORS = {
    "sample size": "/strumenti/calcolo-campione/?population=500",
    "sample size, error": "/strumenti/calcolo-campione/?population=x&margin=0",
    "allocation": "/strumenti/calcolo-strati/",
    "allocation, error": "/strumenti/calcolo-strati/?n=5&method=x",
    "margin": "/strumenti/calcolo-margine-errore/?calcolo=percentuale&count=5&n=10",
    "margin, error": "/strumenti/calcolo-margine-errore/?calcolo=percentuale&count=50&n=10",
    "collection": "/strumenti/monitoraggio-raccolta/",
    "collection, error": "/strumenti/monitoraggio-raccolta/?groups=x",
    "alpha": "/strumenti/calcolo-alfa/",
    "alpha, error": "/strumenti/calcolo-alfa/?table=x",
    "index": "/strumenti/calcolo-indice/",
    "index, error": "/strumenti/calcolo-indice/?factors=A;9;9",
    "SERVQUAL": "/strumenti/calcolo-servqual/",
    "SERVQUAL, error": "/strumenti/calcolo-servqual/?dimensions=A;5;6&weights=3",
    "map": "/strumenti/mappa-importanza-soddisfazione/",
    "map, error": "/strumenti/mappa-importanza-soddisfazione/?factors=A;4;3&rule=midpoint",
    "NPS": "/strumenti/calcolo-nps/?calcolo=voti",
    "NPS, error": "/strumenti/calcolo-nps/?promoters=-1",
}
PAGES = {
    "home": "/",
    "search": "/cerca/?q=campione",
    "search without results": "/cerca/?q=zxqwv",
    "question": "/percorsi/trova/?admin=comune",
    "question with an error": "/percorsi/trova/?admin=x",
    "skippable question": f"/percorsi/trova/?{ANSWERS.replace('size=under50&', '')}",
    "check": f"/percorsi/trova/?{ANSWERS}",
    "all questions": "/percorsi/trova/tutte/",
    "result": f"/percorsi/consigliato/?{ANSWERS}",
    "paths": "/percorsi/",
    "path": "/percorsi/in-profondita/",
    "comparison": "/percorsi/confronta/?a=prima-rilevazione&b=in-profondita",
    "steps": "/passi/",
    "step": "/passi/piano-di-campionamento/",
    "tools": "/strumenti/?tipo=calculator",
    "tool": "/strumenti/guida-limesurvey/",
    "template": "/strumenti/mandato-gruppo-di-lavoro/",
    "guide on paper": "/strumenti/guida-limesurvey/stampa/",
    "template with a drawing": "/strumenti/kit-comunicazione/",
    "blank document": "/strumenti/tracciato-dati/stampa/",
    "filled-in example": "/strumenti/schema-report/esempio/",
    "checklist": "/strumenti/checklist-questionario/?f=A1,B2",
    "questionnaire": "/strumenti/questionario-online/",
    "questionnaire on paper": "/strumenti/questionario-online/stampa/",
    **CALCULATORS,
    "deep dives": "/approfondimenti/",
    "deep dive": "/approfondimenti/tasso-di-risposta/",
    "deep dive with a drawing": "/approfondimenti/leggere-la-mappa/",
    "glossary": "/glossario/",
    "term": "/glossario/campione/",
    "events": "/eventi/",
    "events, none found": "/eventi/?regione=02&posti=1",
    "events of a month": "/eventi/mese/2013/7/",
    "events of the past": "/eventi/archivio/",
    "series of events": "/eventi/serie/roadshow-2012/",
    "event": "/eventi/roadshow-2012-napoli/",
    "privacy": "/privacy/",
    "accessibility": "/accessibilita/",
    "project": "/progetto/",
    "how it works": "/come-funziona/",
    "practical guides": "/guide-pratiche/",
    "guide to the paths": "/guida-percorsi-guidati/",
    "help": "/aiuto/",
    "help, results": "/aiuto/?q=quante+risposte&passo=S10",
    "help, nothing found": "/aiuto/?q=zxqwv+vbnmj",
    "help, solved": "/aiuto/risolto/",
    "new request": "/aiuto/richiesta/nuova/?q=quante+risposte&passo=S10&profilo=admin%3Dcomune",
    "request sent": "/aiuto/richiesta/inviata/",
    "broken link to a request": "/aiuto/richiesta/conferma/x/",
    "public questions": "/aiuto/domande/?argomento=campione&senza=1",
    "frequent questions": "/aiuto/faq/",
    "frequent question": "/aiuto/faq/codici-di-limesurvey/",
    "frequent question, no results": "/aiuto/faq/?q=zxqwv",
    "frequent questions on a topic": "/aiuto/faq/?argomento=campione",
    "versions of an answer": "/aiuto/faq/codici-di-limesurvey/versioni/",
    "public question": "/aiuto/domande/genitori-che-non-aprono-le-e-mail/",
    "comparison of a path with itself": "/percorsi/confronta/?a=in-profondita&b=in-profondita",
    "how the help desk answers": "/aiuto/come-rispondiamo/",
    "not found": "/percorsi/non-esiste/",
    "broken personal link": "/eventi/iscrizione/non-esiste/",
    "sign-in": "/accesso/login/",
    "sign-up": "/accesso/signup/",
    "password reset": "/accesso/password/reset/",
}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}
FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [element.tagName === 'BODY' ? 'BODY' : element.outerHTML.slice(0, 90), seen];
}"""
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_the_page_fits(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[name])
    page.faults.clear()  # a 404 page is an error in the console by its nature
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{name} is {wide}px wide at {width}px"


@pytest.fixture
def staff_page(page):
    page.goto("/redazione/paths/ruleset/")
    page.fill("[name=login]", "redazione@esempio.invalid")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#result_list")
    return page


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_rules_fit_and_axe_finds_nothing(staff_page, width):
    staff_page.set_viewport_size({"width": width, "height": 800})
    for name in ("", "importa/", "1/change/", "1/chi-entra/"):
        staff_page.goto(f"/redazione/paths/ruleset/{name}")
        staff_page.faults.clear()  # axe tries styles that the policy refuses
        results = Axe().run(staff_page, options=RULES)
        staff_page.faults.clear()
        assert results.violations_count == 0, results.generate_report()
        wide = staff_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide}px wide at {width}px"


def test_the_focus_is_always_visible(page):
    page.goto("/")
    styles = []
    while len(styles) < 60:
        page.keyboard.press("Tab")
        where, visible = page.evaluate(FOCUS)
        if where == "BODY":
            break
        styles.append((where, visible))
    assert len(styles) > 20
    assert not [where for where, visible in styles if not visible]


def test_text_may_grow_to_twice_its_size(page):
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(PAGES["result"])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
