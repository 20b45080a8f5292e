# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ on its way to the public in a real browser, and the objection that takes it away."""

import re

import pytest
from playwright.sync_api import expect

from tests.events.day.portal import Portal
from tests.helpdesk.ask.test_browser import assert_sound, sign_in

pytestmark = pytest.mark.browser
BARI = "bari@esempio.invalid"
PUBLISH = """
from helpdesk.actions import publication
from helpdesk.models import Ticket
from migliorapa.accounts.models import User
ticket = Ticket.objects.filter(requester__email="bari@esempio.invalid", state="closed").first()
people = User.objects.filter(email__in=["operatrice@esempio.invalid", "redazione@esempio.invalid"])
writer, other = people.order_by("email")
faq = publication.draft(
    tickets=[ticket], actor=writer, question="Quante gite servono?", answer="Ne servono 335.",
    body="Con un margine di 5 punti.", replacements=[{"original": "Ugo", "replacement": "[nome]"}],
)
publication.approve(faq=faq, actor=other)
answer = [faq.code, ticket.public_id, faq.slug]
"""


@pytest.fixture
def portal(site, worker_id):
    return Portal(site, worker_id)


def as_operator(browser, site, who="operatrice"):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in(page, who)
    return page


def assert_sound_on_each_screen(page):
    for width in (320, 1280):
        assert_sound(page, width)


def test_who_asked_objects_from_the_mail_and_hears_the_decision(page, portal, browser, site):
    code, _, slug = portal.run(PUBLISH)
    link = re.search(r"http\S+/aiuto/obiezione/\S+", portal.mail(BARI, "helpdesk:published:"))[0]

    page.goto(link)
    assert_sound_on_each_screen(page)
    page.get_by_label("Che cosa non volete che si legga?").fill("Il paese si riconosce.")
    page.get_by_role("button", name="Togliete la FAQ").click()
    expect(page.get_by_role("status")).to_contain_text("non si legge più")
    assert_sound_on_each_screen(page)
    assert page.request.get(f"/aiuto/faq/{slug}/").status == 404

    desk = as_operator(browser, site)
    desk.goto("/aiuto/operatori/faq/")
    row = desk.locator("main li", has_text=code).first
    expect(row).to_contain_text("obiezione")
    row.get_by_role("link").click()
    expect(desk.get_by_role("main")).to_contain_text("Il paese si riconosce.")
    assert_sound_on_each_screen(desk)
    desk.get_by_label("Perché").fill("Ha ragione: la ritiriamo.")
    desk.get_by_role("button", name="Accogliete l'obiezione e ritirate").click()
    expect(desk.get_by_text("non è più pubblica").first).to_be_visible()
    desk.context.close()

    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Ha ragione: la ritiriamo.")
    expect(page.get_by_role("main")).to_contain_text("La FAQ è ritirata")


def test_a_change_is_compared_and_approved_while_readers_read_the_old_one(
    page, portal, browser, site
):
    code, public_id, slug = portal.run(PUBLISH)
    sign_in(page, "operatrice")
    page.goto(f"/aiuto/operatori/{public_id}/faq/")
    expect(page.get_by_role("main")).to_contain_text(f"{code} «Quante gite servono?»")
    assert_sound_on_each_screen(page)
    page.goto(f"/aiuto/operatori/faq/{code}/")
    page.get_by_label("Risposta breve").fill("Ne servono 336.")
    page.get_by_label("Altri modi di chiederlo").fill("Quante uscite?")
    page.locator(".form-check-label", has_text="Campione").click()
    page.get_by_role("button", name="Salvate le modifiche").click()
    expect(page.get_by_text("Fino ad allora si legge la versione di prima").first).to_be_visible()
    expect(page.get_by_role("checkbox", name="Campione")).to_be_checked()
    assert_sound_on_each_screen(page)

    other = as_operator(browser, site, "redazione")
    other.goto(f"/aiuto/operatori/faq/{code}/")
    expect(other.locator(".faq-changes ins", has_text="336.")).to_be_visible()
    expect(other.locator(".faq-changes del", has_text="335.")).to_be_visible()
    other.goto(f"/aiuto/faq/{slug}/")
    expect(other.get_by_role("main")).to_contain_text("Ne servono 335.")
    other.goto(f"/aiuto/operatori/faq/{code}/")
    other.set_viewport_size({"width": 360, "height": 800})
    decide = other.get_by_role("heading", name="Decidete").bounding_box()
    topics = other.get_by_role("checkbox").first.bounding_box()
    assert decide["y"] < topics["y"]
    other.get_by_role("button", name="Approvate la modifica").click()
    other.goto(f"/aiuto/faq/{slug}/")
    expect(other.get_by_role("main")).to_contain_text("Ne servono 336.")
    for earlier in ("", "1/"):
        other.goto(f"/aiuto/faq/{slug}/versioni/{earlier}")
        assert_sound_on_each_screen(other)
    expect(other.locator(".breadcrumb-row")).to_contain_text("Versione 1")
    other.context.close()
