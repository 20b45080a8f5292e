# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' pages in a browser: with the keyboard alone, without scripts, with axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.events.day.portal import Portal
from tests.test_accessibility import RULES

pytestmark = pytest.mark.browser
DESK = "/aiuto/operatori/"
LETTER = """
from helpdesk.models import InboundMail
answer = InboundMail.objects.create(
    sender="ufficio-relazioni-con-il-pubblico@un-dominio-lungo.esempio.invalid", subject="Campione",
    body="Quante risposte servono?", note="Chi scrive non ha un account.", outcome="quarantine",
).pk
"""
HERE = "document.activeElement.getAttribute('href') || document.activeElement.name"


def sign_in(page):
    page.goto(f"/accesso/login/?next={DESK}")
    page.fill("input[name=login]", "operatrice@esempio.invalid")
    page.fill("input[name=password]", "dimostrazione-2026")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{DESK}")


def open_first(page):
    page.goto(f"{DESK}?vista=in-lavorazione")
    page.locator(".desk-list h2 a").first.click()


def test_a_request_is_found_opened_and_noted_with_the_keyboard(page):
    sign_in(page)
    links = page.locator(".desk-list h2 a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(HERE) == links.nth(1).get_attribute("href")
    page.keyboard.press("k")
    assert page.evaluate(HERE) == links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/operatori/*/")
    page.keyboard.press("n")
    assert page.evaluate(HERE) == "note"
    page.keyboard.type("jkrn scritto con la tastiera")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Nota salvata.").wait_for()
    assert page.locator(".is-note", has_text="jkrn scritto con la tastiera").count() == 1
    page.keyboard.press("r")
    assert page.evaluate(HERE) == "text"


def test_from_a_request_one_goes_back_to_the_list_as_it_was(page):
    sign_in(page)
    page.goto(DESK)
    page.fill("#cerca", "piano")
    page.press("#cerca", "Enter")
    page.wait_for_url("**cerca=piano**")
    found = page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("[data-presence]").wait_for()
    page.keyboard.press("e")
    page.wait_for_url(found)
    page.keyboard.press("j")
    assert page.evaluate(HERE) == page.locator(".desk-list h2 a").first.get_attribute("href")


def test_the_keys_can_be_turned_off(page):
    sign_in(page)
    page.goto(f"{DESK}tasti/")
    page.get_by_role("button", name="Disattivate i tasti").click()
    assert page.locator("#tasti-detto").text_content() == "Ora i tasti sono disattivati."
    page.goto(DESK)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_who_else_is_looking_is_told_and_so_is_what_changed(page, browser, site):
    sign_in(page)
    open_first(page)
    other = browser.new_context(base_url=site)
    theirs = other.new_page()
    theirs.goto(f"/accesso/login/?next={DESK}")
    theirs.fill("input[name=login]", "redazione@esempio.invalid")
    theirs.fill("input[name=password]", "dimostrazione-2026")
    theirs.press("input[name=password]", "Enter")
    theirs.goto(page.url)
    theirs.locator("#chi-guarda").filter(has_text="Marta Leone sta guardando").wait_for()
    theirs.locator("summary", has_text="Scrivete una nota interna").click()
    theirs.fill("textarea[name=note]", "La seguo io.")
    theirs.get_by_role("button", name="Salvate la nota").click()
    theirs.get_by_text("Nota salvata.").wait_for()
    other.close()
    page.fill("textarea[name=text]", "Un testo che non deve andare perduto.")
    page.get_by_role("button", name="Rispondete", exact=True).click()
    page.get_by_text("qualcuno ha agito nel frattempo").wait_for()
    page.faults.clear()  # 409 is an error in the console by its nature
    assert page.locator("#nel-frattempo").get_by_text("La seguo io.").count() == 1
    assert page.input_value("textarea[name=text]") == "Un testo che non deve andare perduto."


def test_an_answer_leaves_without_scripts(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/accesso/login/?next={DESK}")
    page.fill("input[name=login]", "operatrice@esempio.invalid")
    page.fill("input[name=password]", "dimostrazione-2026")
    page.press("input[name=password]", "Enter")
    open_first(page)
    page.locator("summary", has_text="Risposte pronte").click()
    page.locator(".desk-canned").get_by_role("button", name="Cercate").click()
    page.locator(".desk-canned li button").first.click()
    assert "{{" not in page.input_value("textarea[name=text]")
    assert len(page.input_value("textarea[name=text]")) > 40
    page.get_by_role("button", name="Rispondete", exact=True).click()
    assert "Risposta inviata." in page.text_content("main")
    context.close()


def page_of_merging(page) -> str:
    """Of the first two requests of the list."""
    page.goto(f"{DESK}?vista=tutte")
    links = page.locator(".desk-list h2 a").all()[:2]
    one, other = (link.get_attribute("href") for link in links)
    return f"{DESK}{one}unite/{other}"


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_the_pages_fit(page, site, worker_id, width):
    page.set_viewport_size({"width": width, "height": 800})
    letter = Portal(site, worker_id).run(LETTER)
    sign_in(page)
    open_first(page)
    request = page.url
    views = ("?vista=tutte&cerca=mensa", "?vista=da-parte", "chiamate/", "chiamate/1/esito/")
    views += ("rapporti/", "faq/", "faq/nuova/?domanda=quante+schede", "moderazione/domanda/1/")
    views += ("posta/", f"posta/{letter}/")
    for address in (DESK, *(f"{DESK}{view}" for view in views), request, page_of_merging(page)):
        assert page.goto(address).ok, address
        for details in page.locator("details").all():
            details.evaluate("element => element.open = true")
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(f"{DESK}tasti/")
    assert Axe().run(page, options=RULES).violations_count == 0
