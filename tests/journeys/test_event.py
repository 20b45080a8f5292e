# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise: register in a minute, enter with your link, leave with a certificate that holds."""

import re

import pytest
from playwright.sync_api import expect

from tests.events.day.portal import Portal

pytestmark = pytest.mark.browser
SLUG, EMAIL = "scrivere-domande", "giulia.neri@esempio.invalid"


def link_in(text: str, part: str) -> str:
    return re.search(rf"http\S+/eventi/{part}/\S+", text)[0]


@pytest.fixture
def portal(site, worker_id):
    return Portal(site, worker_id)


@pytest.fixture
def visitor(site, browser):
    """Without an account, on a page that may also go to the room, which is on another site."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def register(page, address):
    page.goto(address)
    page.get_by_role("link", name="Iscrivetevi").click()
    page.get_by_label("Nome e cognome").fill("Giulia Neri")
    page.get_by_label("E-mail", exact=False).first.fill(EMAIL)
    page.get_by_label("Amministrazione o ente").fill("Comune di Collesereno")
    page.get_by_text("Ho letto che l'incontro sarà registrato").click()
    page.get_by_role("button", name="Iscrivetevi").click()
    page.get_by_label("Tipo di ente").select_option("comune")
    page.get_by_label("Regione").select_option("16")
    page.get_by_role("button", name="Iscrivetevi").click()
    expect(page.get_by_role("main")).to_contain_text("messaggio")


def test_from_the_registration_to_the_certificate_and_the_questionnaire(visitor, portal):
    page = visitor
    room = portal.address.replace("127.0.0.1", "localhost") + "/status"
    register(page, portal.new_event(SLUG, room))

    page.goto(link_in(portal.mail(EMAIL, "events:confirm:"), "iscrizione"))
    page.get_by_role("button", name="Confermate").click()
    expect(page.get_by_text("Avete un posto.")).to_be_visible()

    told = portal.mail(EMAIL, "events:place:")
    assert room not in told
    page.goto(link_in(told, "partecipa"))
    expect(page.get_by_text("L'incontro è registrato.")).to_be_visible()
    page.get_by_role("button", name="Entrate nella stanza").click()
    page.wait_for_url(room)
    seen = portal.run(f"""
answer = list(Presence.objects.filter(place__registration__email={EMAIL!r}).values_list("source"))
""")
    assert seen == [["collegamento"]]

    portal.move(SLUG, minutes=-60 * 26)
    portal.run("answer = [certificates.issue_all(), follow_up.thank()]")
    thanks = portal.mail(EMAIL, "events:after:")
    page.goto(link_in(thanks, "attestato"))
    expect(page.get_by_text("Giulia Neri")).to_be_visible()
    code = page.locator(".cert-code").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Scaricate il PDF").click()
    assert download.value.suggested_filename == f"attestato-{code}.pdf"

    page.goto("/eventi/attestati/")
    page.get_by_label("Codice dell'attestato").fill(code.replace("-", " ").lower())
    page.get_by_role("button", name="Verificate").click()
    expect(page.get_by_role("heading", name="Attestato valido")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Giulia")

    page.goto(link_in(thanks, "questionario"))
    page.get_by_label("Nel complesso, quanto siete soddisfatti").select_option("9")
    group = page.get_by_role("group", name="Tempo per le domande")
    group.get_by_label("Quanto è importante per voi?").select_option("10")
    page.get_by_role("button", name="Inviate il questionario").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("sia all'importanza sia alla soddisfazione")
    group.get_by_label("Quanto siete soddisfatti?").select_option("6")
    page.get_by_role("button", name="Inviate il questionario").click()
    expect(page.get_by_text("abbiamo ricevuto il questionario")).to_be_visible()


def test_the_minutes_to_the_opening_count_down_and_the_door_opens_by_itself(page, portal):
    portal.new_event("conto-alla-rovescia", f"{portal.address}/status")
    portal.move("conto-alla-rovescia", minutes=15 + 65)
    address = portal.somebody("conto-alla-rovescia")["join"]
    page.clock.install()
    page.goto(address)
    told = page.locator("[data-countdown]")
    expect(told).to_have_text(re.compile(r"Mancano un'ora e [45] minuti"))
    page.clock.fast_forward("30:00")
    expect(told).to_have_text(re.compile(r"Mancano 3[45] minuti"))
    portal.move("conto-alla-rovescia", minutes=1)
    page.clock.fast_forward("36:00")
    page.clock.run_for(3000)
    expect(page.get_by_role("button", name="Entrate nella stanza")).to_be_visible()
