# SPDX-License-Identifier: AGPL-3.0-or-later
"""The box and the pages of a request in a real browser, with and without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.events.day.portal import Portal
from tests.test_accessibility import RULES

pytestmark = pytest.mark.browser
PASSWORD = "dimostrazione-2026"
VISIT = """
from helpdesk import links
from helpdesk.actions import tickets
opened = tickets.open_ticket(
    subject="Una visita", text="Quanti?", name="Ada Neri", email="ada.neri@ufficio.esempio.invalid",
    administration_name="Comune di Collesereno", confirmed=False,
)
confirm = links.confirmation_of(opened)
ticket = tickets.open_ticket(
    subject="Un'altra visita", text="Quanti?", name="Ada Neri", email="ada@esempio.invalid",
    administration_name="Comune di Collesereno", confirmed=True,
)
old = links.path_of(ticket)
ticket.link_version = 1
ticket.save(update_fields=["link_version"])
answer = [confirm, links.path_of(ticket), old]
"""


def sign_in(page, who="bari"):
    page.goto("/accesso/login/")
    page.fill("#id_login", f"{who}@esempio.invalid")
    page.fill("#id_password", PASSWORD)
    page.locator("main").get_by_role("button", name="Accedete").click()
    page.wait_for_url(re.compile("/profilo/"))


def open_request(page, text="Abbiamo 2.600 utenti: quante risposte servono?"):
    page.goto("/aiuto/richiesta/nuova/?q=Quante+risposte+servono")
    page.get_by_label("Raccontateci il caso").fill(text)
    page.get_by_role("button", name="Inviate la richiesta").click()
    expect(page.get_by_text("è arrivata")).to_be_visible()


def assert_sound(page, width=320):
    page.set_viewport_size({"width": width, "height": 800})
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_suggestions_come_while_typing_and_the_keyboard_reaches_them(page):
    page.goto("/aiuto/")
    box = page.get_by_label("Descrivete il vostro bisogno")
    box.press_sequentially("quante risposte servono con 1.000 utenti", delay=5)
    first = page.locator(".ask-suggestions a").first
    expect(first).to_be_visible()
    told = page.locator(".ask-box [role=status]")
    expect(told).to_have_text(re.compile("suggeriment[oi] qui sotto"))
    assert_sound(page)
    box.press("Tab")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ask-suggestions")).to_have_count(0)
    expect(box).to_be_focused()


@pytest.mark.parametrize("address", ["/", "/passi/piano-di-campionamento/"])
def test_the_box_suggests_wherever_it_stands(page, address):
    page.goto(address)
    box = page.get_by_label("Descrivete il vostro bisogno")
    box.press_sequentially("quante risposte servono con 1.000 utenti", delay=5)
    expect(page.locator(".ask-suggestions a").first).to_be_visible()
    assert_sound(page)


def test_an_answer_that_is_not_enough_leads_on_with_ones_own_words_and_step(page):
    page.goto("/aiuto/?q=quante+risposte+servono+con+1.000+utenti&passo=S10")
    page.get_by_role("heading", level=3).get_by_role("link", name="1.000 utenti").first.click()
    page.get_by_role("link", name="Chiedete all'help desk").click()
    box = page.get_by_label("Descrivete il vostro bisogno")
    expect(box).to_have_value("quante risposte servono con 1.000 utenti")
    assert "passo=S10" in page.url
    assert "letta=" in page.url


def test_only_the_last_thing_typed_is_answered(page):
    page.goto("/aiuto/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Descrivete il vostro bisogno").press_sequentially("campione", delay=5)
    expect(page.locator(".ask-suggestions")).to_be_visible()
    assert len([url for url in asked if "/suggerimenti/" in url]) <= 2


def test_what_is_opened_is_counted_and_travels_with_the_request(page):
    told = []
    page.on("request", lambda sent: told.append((sent.url, sent.post_data)))
    page.goto("/aiuto/?q=quante+risposte+servono+con+1.000+utenti")
    first = page.locator(".entries [data-faq]").first
    code = first.get_attribute("data-faq")
    first.get_by_role("link").click()
    page.wait_for_url(re.compile("/aiuto/faq/"))
    counted = [data for url, data in told if url.endswith("/cerca/contate/")]
    assert [re.sub(r"\d+$", "N", data.partition("&")[2]) for data in counted] == [
        "risultati=N",
        "aperto=N",
    ]
    page.go_back()
    page.get_by_role("link", name="Aprite una richiesta").click()
    expect(page.locator(f'input[name="letta"][value="{code}"]')).to_have_count(1)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_the_box_answers_with_a_page(site, browser):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/passi/piano-di-campionamento/")
    page.get_by_label("Descrivete il vostro bisogno").fill("quante risposte servono")
    page.get_by_role("button", name="Cercate una risposta").click()
    expect(page.get_by_text("Siete arrivati dal passo")).to_be_visible()
    page.locator(".ask-solved input[type=radio]").first.check()
    page.get_by_role("button", name="Ho risolto").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grazie")
    assert context.cookies() == []
    context.close()


def test_a_request_is_sound_in_each_of_its_pages(page):
    sign_in(page)
    page.goto("/aiuto/richiesta/nuova/?passo=S10")
    assert_sound(page)
    page.get_by_role("button", name="Inviate la richiesta").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.faults.clear()  # the browser reports the 422 it was given
    assert_sound(page)
    open_request(page)
    expect(page.locator(".standing")).to_contain_text("Risposta entro")
    assert_sound(page)
    assert_sound(page, 1280)
    page.get_by_role("link", name="Cambiate chi la vede").click()
    assert_sound(page)
    page.goto("/aiuto/richieste/")
    assert_sound(page)


def test_the_pages_of_a_visitor_are_sound(page, site, worker_id):
    confirm, own, old = Portal(site, worker_id).run(VISIT)
    for address in (confirm, own, f"{own}chiamata/"):
        page.goto(address)
        assert_sound(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert_sound(page, 640)
    page.goto(old)
    page.faults.clear()  # a link that is not good any more is a 404
    assert_sound(page)
    page.get_by_role("button", name="Mandatemi un nuovo collegamento").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guardate la posta")
    assert_sound(page)


def test_pressing_twice_opens_one_request(page):
    sign_in(page)
    page.goto("/aiuto/richieste/")
    before = page.locator(".request-list > li").count()
    page.goto("/aiuto/richiesta/nuova/?q=Premuto+due+volte")
    page.get_by_label("Raccontateci il caso").fill("Una sola richiesta")
    page.get_by_role("button", name="Inviate la richiesta").dblclick()
    page.wait_for_url(re.compile("/aiuto/richieste/[0-9a-f]{16}/"))
    page.goto("/aiuto/richieste/")
    assert page.locator(".request-list > li").count() == before + 1
