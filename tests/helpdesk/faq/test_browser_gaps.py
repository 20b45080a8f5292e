# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of what is missing in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.helpdesk.ask.test_browser import assert_sound, sign_in

pytestmark = pytest.mark.browser


def test_a_search_that_found_nothing_is_put_aside_and_taken_back(page):
    page.goto("/cerca/?q=zxqwv+bnmpl")
    sign_in(page, "operatrice")
    page.goto("/aiuto/operatori/lacune/")
    line = page.locator(".gaps > li", has_text="zxqwv")
    assert_sound(page)
    assert_sound(page, 1280)
    line.get_by_role("button", name="Ignorate").click()
    expect(page.locator(".gaps > li", has_text="zxqwv")).to_have_count(0)
    page.get_by_text("Righe messe da parte").click()
    assert_sound(page)
    page.locator("li", has_text="zxqwv").get_by_role("button", name="Rimettete").click()
    expect(line).to_have_count(1)


def test_who_looks_after_an_answer_is_sound_on_each_screen(page):
    sign_in(page, "operatrice")
    page.goto("/aiuto/operatori/faq/F14/")
    page.get_by_label("Responsabile").select_option(label="Tutti gli operatori dell'help desk")
    page.get_by_label("Da rivedere entro").fill("2031-03-03")
    page.get_by_role("button", name="Salvate responsabile e data").click()
    expect(page.get_by_label("Da rivedere entro")).to_have_value("2031-03-03")
    assert_sound(page)
    assert_sound(page, 1280)
