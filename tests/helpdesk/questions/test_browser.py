# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public questions and the judgement on an answer in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.helpdesk.ask.test_browser import assert_sound, sign_in

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)


def assert_sound_at_every_width(page):
    for width in WIDTHS:
        assert_sound(page, width)


def test_a_question_is_asked_and_answered_on_sound_pages(page):
    page.goto("/aiuto/domande/")
    assert_sound_at_every_width(page)
    page.locator(".entries a[href*=genitori-che-non-aprono]").click()
    expect(page.get_by_role("link", name="Accedete per rispondere")).to_be_visible()
    expect(page.locator(".reply").first).to_contain_text("Un comune o un'unione di comuni della")
    assert_sound_at_every_width(page)
    sign_in(page)
    page.goto("/aiuto/domande/nuova/")
    assert_sound_at_every_width(page)
    page.get_by_label("La domanda").fill("Come sentire chi non parla italiano?")
    page.get_by_label("In dettaglio").fill("Sono 40 famiglie su 180.")
    page.get_by_role("button", name="Inviate la domanda").click()
    expect(page.get_by_role("main")).to_contain_text("Aspetta un operatore")
    assert_sound_at_every_width(page)
    page.get_by_role("link", name="Togliete la domanda").click()
    assert_sound_at_every_width(page)
    page.context.clear_cookies()
    sign_in(page, "operatrice")
    page.goto("/aiuto/operatori/moderazione/")
    page.get_by_role("button", name="Non pubblicate").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Scrivete il motivo")
    page.faults.clear()  # the browser reports the 422 it was given
    assert_sound_at_every_width(page)
    question = "Come sentire chi non parla italiano?"
    page.get_by_role("button", name=f"Pubblicate «{question}»", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("È pubblica")
    page.goto("/aiuto/operatori/?vista=in-lavorazione")
    page.locator(".desk-list h2 a").first.click()
    page.get_by_role("link", name="Pubblicate come domanda").click()
    assert_sound_at_every_width(page)


def test_the_marks_are_given_with_the_keyboard(page):
    sign_in(page)
    page.goto("/aiuto/richieste/")
    page.locator(".request-list li", has_text="Chiusa").locator("a").first.click()
    page.get_by_role("link", name="Diteci com'è andata").click()
    assert_sound_at_every_width(page)
    page.get_by_role("group", name="Quanto era importante").get_by_label("9").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("group", name="Quanto siete soddisfatti").get_by_label("7").check()
    page.get_by_role("button", name="giudizio").click()
    expect(page.get_by_role("main")).to_contain_text("importanza 10, soddisfazione 7")
    page.goto("/aiuto/come-rispondiamo/")
    assert_sound_at_every_width(page)
