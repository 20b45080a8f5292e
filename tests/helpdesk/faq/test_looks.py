# SPDX-License-Identifier: AGPL-3.0-or-later
"""FAQ on paper, their versions, and the operators' pages of public texts, in a real browser."""

import io

import pypdf
import pytest

from tests.events.day.portal import Portal
from tests.helpdesk.ask.test_browser import assert_sound, sign_in

pytestmark = pytest.mark.browser
FAQ = "/aiuto/faq/scadenze-di-accessibilita/"
WIDTHS = (320, 1280)
CHANGE = """
from helpdesk.models import Faq
faq = Faq.objects.get(code="F27")
faq.answer, faq.body = faq.answer + " Altra frase.", faq.body.replace("a", "e", 3)
faq.save()
answer = faq.slug
"""
WAITING = """
from helpdesk.actions import questions
from migliorapa.accounts.models import User
bari = User.objects.get(email="bari@esempio.invalid")
operator = User.objects.get(email="operatrice@esempio.invalid")
waiting = questions.ask(title="Come si conta?", body="Con 300 utenti.", actor=bari)
public = questions.ask(title="E chi non risponde?", body="Con 300 utenti.", actor=operator)
answer = [waiting.pk, public.slug]
"""


def test_on_paper_the_sources_have_their_addresses_and_the_page_its_own_once(page):
    page.goto(FAQ)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    told = "".join("".join(sheet.extract_text() for sheet in sheets).split())
    assert "(https://liceosanvitale.org/accessibilita)" in told
    assert "(https://nethics.it)" in told
    assert told.count(FAQ) == 1
    assert page.locator(".print-address").is_hidden()


def test_versions_are_told_apart_without_colours_and_fit_any_screen(page, site, worker_id):
    slug = Portal(site, worker_id).run(CHANGE)
    for address in (f"/aiuto/faq/{slug}/versioni/", f"/aiuto/faq/{slug}/versioni/1/"):
        page.goto(address)
        for width in WIDTHS:
            assert_sound(page, width)
    page.goto(f"/aiuto/faq/{slug}/versioni/")
    style = "element => getComputedStyle(element).textDecorationLine"
    assert page.locator(".version ins").first.evaluate(style) == "underline"
    assert page.locator(".version del").first.evaluate(style) == "line-through"


def test_pages_that_moderate_correct_and_take_off_fit_any_screen(page, site, worker_id):
    waiting, public = Portal(site, worker_id).run(WAITING)
    sign_in(page, "operatrice")
    for address in (
        "/aiuto/operatori/moderazione/",
        f"/aiuto/operatori/moderazione/domanda/{waiting}/",
        f"/aiuto/domande/{public}/togliete/",
        "/aiuto/operatori/faq/",
        "/aiuto/operatori/lacune/",
        "/aiuto/come-rispondiamo/",
    ):
        page.goto(address)
        for width in WIDTHS:
            assert_sound(page, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_buttons_beside_answers_that_are_there_already_stand_in_a_column(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "operatrice")
    page.goto("/aiuto/operatori/?vista=tutte")
    for address in [a.get_attribute("href") for a in page.locator(".desk-list h2 a").all()]:
        page.goto(f"/aiuto/operatori/{address}faq/")
        buttons = page.locator(".faq-already button")
        if buttons.count() > 1:
            break
    boxes = [button.bounding_box() for button in buttons.all()]
    assert len({round(box["x"]) for box in boxes}) == 1
    tops = [
        (button.bounding_box()["y"], link.bounding_box()["y"])
        for button, link in zip(
            buttons.all(), page.locator(".faq-already li > div").all(), strict=True
        )
    ]
    assert all(abs(button - link) < 8 for button, link in tops)
