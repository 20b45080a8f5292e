# SPDX-License-Identifier: AGPL-3.0-or-later
"""The editing of texts with the hands: live preview, sources, work found again."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from migliorapa.accounts.demo import PASSWORD

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}
STEP = "/redazione/paths/step/1/change/"
PAGES = {
    "list": "/redazione/paths/step/",
    "step": STEP,
    "path": "/redazione/paths/path/1/change/",
    "tool": "/redazione/paths/tool/14/change/",
    "question": "/redazione/paths/question/1/change/",
    "term": "/redazione/paths/glossaryterm/1/change/",
    "history": "/redazione/paths/step/1/history/",
    "export": "/redazione/paths/step/export/",
    "care": "/redazione/core/loadedfile/cura/",
}


def sign_in(page, address):
    page.goto(address)
    page.fill("[name=login]", "redazione@esempio.invalid")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#user-tools")


def preview(page):
    return page.frame_locator(".field-body iframe").locator(".prose")


def test_the_preview_follows_the_typing(page):
    sign_in(page, STEP)
    page.wait_for_selector(".field-body .readability p")
    page.fill("#id_body", "Vedete [il **piano**](step:S10).\n\n" + "Una frase breve. " * 30)
    preview(page).locator("strong", has_text="piano").wait_for()
    link = preview(page).locator("a", has_text="piano")
    assert link.get_attribute("href").startswith("/passi/")
    assert "93 parole" in page.inner_text(".field-body .readability")


def test_sources_are_added_and_removed_as_rows(page):
    sign_in(page, STEP)
    rows = page.locator(".sources .source")
    before = rows.count()
    page.click(".add-source")
    assert rows.count() == before + 1
    page.keyboard.type("Una fonte nuova")
    rows.nth(0).locator(".remove-source").click()
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert rows.count() == before
    assert rows.nth(before - 1).locator("input").nth(0).input_value() == "Una fonte nuova"


def test_work_is_found_again_after_the_session_has_ended(page):
    sign_in(page, STEP)
    page.fill("#id_body", "Un lavoro di tre ore.")
    page.wait_for_timeout(1200)  # the draft is kept half a second after the last key
    page.context.clear_cookies()
    sign_in(page, STEP)
    page.click("[data-draft=restore]")
    assert page.input_value("#id_body") == "Un lavoro di tre ore."
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    page.goto(STEP)
    assert not page.is_visible(".draft-found")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_admin_of_texts_and_it_fits_a_phone(page, name):
    sign_in(page, PAGES[name])
    assert page.faults == []
    found = Axe().run(page, options=RULES).response["violations"]
    page.faults.clear()  # axe itself tries styles that the policy refuses
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
