# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the rules with the hands: comforts, keyboard, accessibility."""

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
LIST = "/redazione/paths/ruleset/"


@pytest.fixture
def draft_page(page):
    """A fresh draft, open in the browser; thrown away at the end."""
    page.goto(LIST)
    page.fill("[name=login]", "redazione@esempio.invalid")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.get_by_role("button", name="Nuova bozza da questa versione").last.click()
    page.wait_for_selector("#bozza")
    yield page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(LIST)
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Eliminate la bozza").click()
    page.get_by_role("button", name="Eliminate la bozza").click()


def faults_of_axe(page):
    assert page.faults == []
    found = Axe().run(page, options=RULES).response["violations"]
    page.faults.clear()  # axe itself tries styles that the policy refuses
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found]


def save(page):
    page.locator(".rules-save [value=save]").click()
    page.wait_for_selector(".messagelist, .rules-problems")


def test_no_page_of_a_draft_has_a_fault_that_axe_sees(draft_page):
    address = draft_page.url.split("#")[0]
    for name in ("change", "history", "in-vigore", "confronto", "chi-entra", "elimina"):
        draft_page.goto(address.replace("change", name))
        assert faults_of_axe(draft_page) == [], name
        draft_page.set_viewport_size({"width": 320, "height": 800})
        assert draft_page.evaluate("document.documentElement.scrollWidth") <= 320, name
        draft_page.set_viewport_size({"width": 1280, "height": 900})
    for other in ("importa/", "1/change/"):
        draft_page.goto(LIST + other)
        assert faults_of_axe(draft_page) == [], other
    draft_page.goto(address)


def test_errors_take_the_keyboard_to_their_cell(draft_page):
    draft_page.locator("#riga-R40 .row-head input[type=number]").fill("")
    draft_page.locator("#riga-R40 textarea").first.fill("")
    save(draft_page)
    assert faults_of_axe(draft_page) == []
    assert draft_page.evaluate("document.activeElement.className").startswith("errornote")
    draft_page.get_by_role("link", name="R40: perché").press("Enter")
    assert draft_page.evaluate("document.activeElement.name").endswith("-because")


def test_a_cell_says_at_once_what_is_chosen(draft_page):
    cell = draft_page.locator("#riga-R60 .cond").nth(2)
    cell.locator("summary").press("Enter")
    cell.get_by_label("telefono").press("Space")
    assert cell.locator(".chosen").inner_text() == "online o telefono"
    cell.get_by_label("telefono").press("Escape")
    assert not cell.locator("details").evaluate("cell => cell.open")
    assert draft_page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_rows_and_effects_are_added_and_saved(draft_page):
    rows = draft_page.locator("#tabella-modifiers tbody tr")
    before = rows.count()
    draft_page.get_by_role("button", name="Aggiungete un modificatore").click()
    assert rows.count() == before + 1
    row = rows.last
    row.locator("textarea").first.fill("lo abbiamo scritto dal browser")
    row.locator("[name$=effects-item]").first.fill("T26")
    row.locator("[name$=effects-weight]").first.fill("2")
    row.locator("[name$=effects-item]").first.press("Tab")
    row.locator("[name$=effects-item]").nth(1).fill("A10")
    row.locator("[name$=effects-weight]").nth(1).fill("4")
    save(draft_page)
    saved = draft_page.locator("#riga-M15")
    items = saved.locator("[name$=effects-item]")
    assert [items.nth(n).input_value()[:3] for n in range(2)] == ["A10", "T26"]
