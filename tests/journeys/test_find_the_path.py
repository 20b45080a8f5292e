# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise: answer eight questions and read which path fits, why, and every step of it."""

import re

import pytest
from playwright.sync_api import expect

CHOICES = [
    *("Comune o unione di comuni", "Pratica amministrativa", "Sportello"),
    *("Nessuna: è la prima", "Conoscere il livello di soddisfazione"),
    *("Meno di 50", "Da 200 a 2.000"),
]
CHOICE_ID = re.compile("^(admin|nature|channel|experience|goal|size|users|contacts)-")
pytestmark = pytest.mark.browser


def answer_everything(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Trovate il vostro percorso").click()
    for choice in CHOICES:
        page.get_by_role("radio", name=choice, exact=False).first.check()
        page.get_by_role("button", name="Continuate").click()
    page.get_by_role("button", name="Saltate questa domanda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controllate le risposte")
    page.get_by_role("button", name="Vedete il vostro percorso").click()


def expect_the_first_survey_path(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Prima rilevazione allo sportello")
    main = page.get_by_role("main")
    expect(main).to_contain_text("perché è il percorso standard")
    expect(main.locator("ol.steps > li")).to_have_count(19)


def test_a_municipal_officer_finds_the_path_and_its_first_tool(page):
    answer_everything(page)
    expect_the_first_survey_path(page)
    page.get_by_text("Costituite il gruppo di lavoro").first.click()
    page.get_by_role("link", name="Mandato e gruppo di lavoro").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mandato e gruppo di lavoro")


def test_the_paths_narrow_down_in_sight_while_one_answers(page):
    page.goto("/percorsi/trova/?admin=comune")
    possible = page.locator("#percorsi-possibili li")
    expect(possible).to_have_count(8)
    page.get_by_role("radio", name=re.compile("^Servizio interno")).check()
    expect(possible).to_have_count(1)
    expect(possible).to_contain_text("Utenti interni")


def test_it_all_works_without_javascript(site, browser):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    answer_everything(page)
    expect_the_first_survey_path(page)
    page.get_by_text("Scegliete il servizio", exact=False).first.click()
    expect(page.get_by_role("link", name="Come si fa il passo S02")).to_be_visible()
    context.close()


def test_back_and_a_shared_address_keep_every_answer(page, browser, site):
    answer_everything(page)
    expect_the_first_survey_path(page)
    page.wait_for_load_state()  # a page that is still arriving cannot be gone back from
    shared = page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controllate le risposte")
    other = browser.new_context(base_url=site)
    reader = other.new_page()
    reader.goto(shared)
    expect_the_first_survey_path(reader)
    assert other.cookies() == []
    other.close()


def press_until(page, key, wanted, *, most=60):
    for _ in range(most):
        page.keyboard.press(key)
        if wanted(page.evaluate("document.activeElement.innerText || document.activeElement.id")):
            return
    raise AssertionError("The keyboard never reached it.")


def test_the_keyboard_alone_is_enough(page):
    page.goto("/")
    press_until(page, "Tab", lambda text: text == "Trovate il vostro percorso")
    press_until(page, "Tab", lambda text: text == "Trovate il vostro percorso")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for down in (0, 0, 0, 0, 0, 0, 1, 2):
        page.wait_for_selector("fieldset")
        press_until(page, "Tab", lambda text: CHOICE_ID.match(text))
        page.keyboard.press("Space")
        for _ in range(down):
            page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    press_until(page, "Tab", lambda text: text == "Vedete il vostro percorso")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("consigliato"))
    expect_the_first_survey_path(page)


def test_the_first_visit_weighs_at_most_250_kilobytes(site, browser):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto("/", wait_until="networkidle")
    context.close()
    assert len(weights) >= 5
    assert sum(weights) <= 250 * 1024, f"{sum(weights)} bytes in {len(weights)} answers"
