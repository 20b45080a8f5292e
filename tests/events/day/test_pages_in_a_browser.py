# SPDX-License-Identifier: AGPL-3.0-or-later
"""axe-core finds nothing on the pages of the day and after, and nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.events.day.portal import Portal
from tests.test_accessibility import RULES

pytestmark = pytest.mark.browser
SLUG = "pagine-del-giorno"


@pytest.fixture(scope="module")
def addresses(site, worker_id):
    """Every kind of page, each in its state: one event is ahead, one is open, one is over."""
    portal, found = Portal(site, worker_id), {}
    for state, minutes in (("early", 600), ("open", 5), ("over", -120)):
        portal.new_event(f"{SLUG}-{state}", "https://stanza.invalid/")
        portal.move(f"{SLUG}-{state}", minutes)
        own = portal.somebody(f"{SLUG}-{state}", f"{state}@esempio.invalid")
        found |= {f"{state} {name}": address for name, address in own.items()}
    found["code"] = portal.run(f"""
place = Place.objects.get(session__event__slug="{SLUG}-over")
presence.mark_present(place, source="elenco", minutes=55)
certificate = certificates.issue(place=place)
for number in range(6):
    sheet = Feedback.objects.create(event=place.session.event, overall=5 + number % 5, comment="Sì")
    for aspect, marks in {{"argomenti": (9, 8), "relatori": (8, 9), "materiali": (7, 4),
        "domande": (9, 5), "organizzazione": (4, 9), "utilita": (10, 7)}}.items():
        FeedbackRating.objects.create(feedback=sheet, aspect=aspect, importance=marks[0],
            satisfaction=marks[1])
answer = "/eventi/attestati/" + certificate.code + "/"
""")
    found["verify"] = "/eventi/attestati/"
    found["wrong code"] = "/eventi/attestati/?codice=0O1I"
    found["unknown code"] = "/eventi/attestati/2345-6789-ABCD/"
    found["results"] = f"/eventi/{SLUG}-over/questionario/"
    return found


def audit(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.faults.clear()  # pages that say no are an error in the console by their nature
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "name",
    [
        *("early join", "open join", "over join", "open certificate", "over certificate"),
        *("open feedback", "over feedback", "over registration"),
        *("code", "verify", "wrong code", "unknown code", "results"),
    ],
)
def test_axe_finds_nothing_and_the_page_fits(page, addresses, name, width):
    audit(page, addresses[name], width)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_faults_of_a_sheet_are_told_to_everybody(page, addresses, width):
    page.goto(addresses["over feedback"])
    page.get_by_role("button", name="Inviate il questionario").click()
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "id_overall"
    page.faults.clear()
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
