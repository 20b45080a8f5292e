# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of staff with the hands: axe finds nothing, and a phone needs no sideways scrolling."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.paths.admin.test_catalogue_browser import RULES, sign_in

pytestmark = pytest.mark.browser
FIXED = (
    *("/redazione/events/event/mese/", "/redazione/events/event/cifre/"),
    *("/redazione/events/need/ascolto/", "/redazione/events/need/add/"),
    *("/redazione/events/registration/", "/redazione/events/labgroup/add/"),
)
OF_EVENT = ("change/", "iscritti/", "messaggio/", "copia/", "stato/annulla/")
OF_SESSION = ("change/", "ingresso/", "elenco/", "presenze/")


def assert_sound(page, address, width=360):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.faults == []
    results = Axe().run(page, options=RULES)
    page.faults.clear()  # axe itself tries styles that the policy refuses
    assert results.violations_count == 0, f"{address}: {results.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{address} is {wide}px wide"


def test_every_page_of_staff_is_accessible_and_fits_a_phone(page):
    sign_in(page, "/redazione/events/event/")
    event = page.locator("#result_list tbody th a").first.get_attribute("href")
    event = event.partition("change/")[0]
    page.goto("/redazione/events/session/")
    session = page.locator("#result_list tbody th a").first.get_attribute("href")
    session = session.partition("change/")[0]
    for address in FIXED:
        assert_sound(page, address)
    for ending in OF_EVENT:
        assert_sound(page, event + ending)
    for ending in OF_SESSION:
        assert_sound(page, session + ending)


def test_an_event_is_written_without_javascript(site, browser):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/redazione/events/event/")
    page.fill("[name=login]", "redazione@esempio.invalid")
    page.fill("[name=password]", "dimostrazione-2026")
    page.press("[name=password]", "Enter")
    page.locator("#result_list tbody th a").first.click()
    page.fill("#id_audience", "Chi lavora allo sportello.")
    page.click("[name=_save]")
    if page.title().startswith("Chi sarà avvisato"):
        page.click("button[value=no]")
    page.wait_for_selector(".messagelist .success")
    context.close()
