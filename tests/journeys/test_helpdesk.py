# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise: a need becomes an answer, and the answer serves who comes next."""

import re

import pytest
from playwright.sync_api import expect

from tests.events.day.portal import Portal
from tests.helpdesk.ask.test_browser import PASSWORD

pytestmark = pytest.mark.browser
NEED = "Come ascoltiamo chi usa la piscina termale?"
TEXT = "Gli utenti della piscina termale arrivano da dodici paesi. Anna Esposito, Comune di Bari."
ANSWER = (
    "Distribuite il questionario alla cassa della piscina termale per due settimane. Traducetelo "
    "in inglese e in tedesco."
)
VISITOR = "ada.neri@esempio.invalid"


@pytest.fixture
def people(site, browser):
    """Signs somebody in, each in a browser of their own; `""` is a visitor without scripts."""
    contexts = []

    def enter(who: str):
        context = browser.new_context(base_url=site, java_script_enabled=bool(who))
        contexts.append(context)
        page = context.new_page()
        if who:
            page.goto("/accesso/login/?next=/aiuto/")
            page.locator("#id_login").fill(f"{who}@esempio.invalid")
            page.locator("#id_password").fill(PASSWORD)
            page.locator("main").get_by_role("button", name="Accedete").click()
            page.wait_for_url("**/aiuto/")
        return page

    yield enter
    for context in contexts:
        context.close()


def ask(page, text):
    page.goto("/aiuto/")
    page.get_by_label("Descrivete il vostro bisogno").fill(text)
    page.locator(".ask-box").get_by_role("button", name="Cercate").click()


def open_with_a_file(page):
    ask(page, NEED)
    assert page.get_by_role("link", name=NEED).count() == 0
    page.get_by_role("link", name="Aprite una richiesta").click()
    expect(page.get_by_label("In una riga")).to_have_value(NEED)
    page.get_by_label("Raccontateci il caso").fill(TEXT)
    file = {"name": "utenti.csv", "mimeType": "text/csv", "buffer": b"paese;utenti\nItalia;900\n"}
    page.get_by_label("Allegati").set_input_files([file])
    page.get_by_role("button", name="Inviate la richiesta").click()
    expect(page.get_by_text("è arrivata")).to_be_visible()
    expect(page.locator(".standing")).to_contain_text("Risposta entro")
    expect(page.get_by_role("link", name="utenti.csv")).to_be_visible()


def answer_and_solve(page, public_id):
    page.goto("/aiuto/operatori/?vista=tutte&cerca=piscina")
    page.get_by_role("link", name=NEED).first.click()
    page.wait_for_url(f"**/operatori/{public_id}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="utenti.csv").click()
    assert download.value.suggested_filename == "utenti.csv"
    page.get_by_label("A chi ha chiesto").fill(ANSWER)
    page.get_by_role("button", name="Rispondete e segnate risolta").click()
    expect(page.get_by_role("main")).to_contain_text("Risolta")


def close_and_rate(page):
    page.reload()
    expect(page.locator(".from-desk")).to_contain_text("alla cassa")
    page.get_by_role("button", name="Ho risolto, chiudete").click()
    expect(page.locator(".standing")).to_contain_text("chiusa")
    page.get_by_role("link", name="Diteci com'è andata").click()
    page.get_by_role("group", name="Quanto era importante").get_by_label("9", exact=True).check()
    page.get_by_role("group", name="Quanto siete soddisfatti").get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Inviate il giudizio").click()
    expect(page.get_by_role("main")).to_contain_text("Grazie")


def draft_an_answer_for_all(page, public_id) -> str:
    page.goto(f"/aiuto/operatori/{public_id}/")
    page.get_by_role("link", name="Trasformate in FAQ").click()
    expect(page.locator("#id_question")).to_have_value(NEED)
    page.get_by_role("button", name="Mandate in approvazione").click()
    expect(page.get_by_text("aspetta l'approvazione di un collega").first).to_be_visible()
    assert page.get_by_role("button", name="Approvate e pubblicate").count() == 0
    return page.url


def find_and_say_solved(page):
    ask(page, "questionario per la piscina termale")
    page.get_by_role("radio", name=NEED).check()
    page.get_by_role("button", name="Ho risolto").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grazie")


def test_one_administration_asks_and_another_finds_the_answer(people):
    bari, operatrice, lecce = people("bari"), people("operatrice"), people("lecce")
    open_with_a_file(bari)
    public_id = re.search("[0-9a-f]{16}", bari.url)[0]
    answer_and_solve(operatrice, public_id)
    close_and_rate(bari)

    assert lecce.goto(f"/aiuto/richieste/{public_id}/").status == 404
    ask(lecce, NEED)
    assert lecce.get_by_role("radio", name=NEED).count() == 0

    draft = draft_an_answer_for_all(operatrice, public_id)
    redazione = people("redazione")
    redazione.goto(draft)
    redazione.get_by_role("button", name="Approvate e pubblicate").click()
    expect(redazione.get_by_text("è pubblicata")).to_be_visible()

    find_and_say_solved(lecce)
    ask(lecce, NEED)
    lecce.locator(".entries").get_by_role("link", name=NEED).click()
    main = lecce.get_by_role("main")
    expect(main).to_contain_text("alla cassa")
    expect(main).to_contain_text("Usata da 1 amministrazione.")
    expect(main).to_contain_text("Nata dalla domanda di un'amministrazione (Puglia)")
    for private in ("Esposito", "Bari", "utenti.csv"):
        expect(main).not_to_contain_text(private)


def test_a_visitor_without_javascript_is_heard_after_confirming(people, site, worker_id):
    page, portal = people(""), Portal(site, worker_id)
    subject = "Quanti sportelli visitiamo in una settimana?"
    ask(page, subject)
    page.get_by_role("link", name="Aprite una richiesta").click()
    page.get_by_label("Raccontateci il caso").fill("Siamo in due, con un'auto sola.")
    page.get_by_label("Nome e cognome").fill("Ada Neri")
    page.get_by_label("E-mail").first.fill(VISITOR)
    page.get_by_label("Amministrazione o ente").fill("Scuola di Rivafinta")
    page.get_by_text("Ho letto l'informativa").click()
    expect(page.get_by_label("Ho letto l'informativa")).to_be_checked()
    page.get_by_role("button", name="Inviate la richiesta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guardate la posta e confermate")

    operatrice = people("operatrice")
    operatrice.goto("/aiuto/operatori/?vista=da-prendere&cerca=visitiamo")
    assert operatrice.get_by_role("link", name=subject).count() == 0

    told = portal.mail(VISITOR, "helpdesk:confirm:")
    page.goto(re.search(r"http\S+/aiuto/richiesta/conferma/\S+", told)[0])
    page.get_by_role("button", name="Confermate la richiesta").click()
    expect(page.get_by_text("Indirizzo confermato")).to_be_visible()
    expect(page.locator(".standing")).to_contain_text("Risposta entro")
    assert "/aiuto/richiesta/" in portal.mail(VISITOR, "helpdesk:opened:")

    operatrice.reload()
    expect(operatrice.get_by_role("link", name=subject).first).to_be_visible()
