# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise: type what you know, read how much, take away the words for the report."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def compute_a_sample_size(page):
    page.goto("/strumenti/?tipo=calculator")
    page.get_by_role("link", name="Calcolatore della numerosità campionaria").click()
    expect(page.get_by_text("I dati qui sotto sono un esempio")).to_be_visible()
    page.get_by_label("Numero di utenti").fill("1.000")
    page.get_by_label("Margine di errore").fill("5")
    page.get_by_role("button", name="Calcolate").click()
    expect(page.get_by_role("heading", name="Risultato", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Vi servono almeno 278 risposte valide")


def test_an_officer_computes_a_sample_and_copies_the_note(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    compute_a_sample_size(page)
    page.get_by_role("button", name="Copiate il testo").click()
    expect(page.get_by_text("Testo copiato.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Risposte valide necessarie: 278." in copied
    assert copied == page.get_by_label("Testo per la nota sul metodo").input_value()


def test_the_result_takes_the_focus_and_stands_in_sight(page):
    compute_a_sample_size(page)
    expect(page.locator("#risultato")).to_be_focused()
    expect(page.locator(".answer")).to_be_in_viewport()


def test_a_fault_takes_the_focus_and_leads_to_its_field(page):
    page.goto("/strumenti/calcolo-campione/")
    page.get_by_label("Margine di errore").fill("molto")
    page.get_by_role("button", name="Calcolate").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link", name=re.compile("«molto» non è un numero")).click()
    expect(page.get_by_label("Margine di errore")).to_be_focused()
    expect(page.get_by_label("Margine di errore")).to_have_value("molto")
    page.faults.clear()  # the browser reports the 422 it was given


def test_everything_works_without_javascript(site, browser):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    compute_a_sample_size(page)
    expect(page.get_by_role("button", name="Copiate il testo")).to_be_hidden()
    expect(page.get_by_label("Testo per la nota sul metodo")).to_have_value(re.compile("Cochran"))
    page.goto("/strumenti/mappa-importanza-soddisfazione/")
    page.get_by_role("link", name="Con l'importanza ricavata dalle risposte").click()
    page.get_by_label("Risposte", exact=True).fill(
        "A\tB\tTutto\n1\t5\t2\n2\t1\t3\n4\t4\t4\n5\t2\t5"
    )
    page.get_by_role("button", name="Calcolate").click()
    expect(page.get_by_role("img", name="Mappa importanza/soddisfazione")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^A .*Mantenere"))).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_an_address_brings_a_colleague_to_the_same_result(page, browser, site):
    page.goto("/strumenti/calcolo-strati/")
    page.get_by_label("Numerosità del campione").fill("60")
    page.get_by_label("Gruppi di utenti").fill("Nord;500\nSud;300\nIsole;200")
    page.get_by_role("button", name="Calcolate").click()
    page.wait_for_url(re.compile("n=60"))
    expect(page.locator("#risultato")).to_be_focused()
    context = browser.new_context(base_url=site)
    colleague = context.new_page()
    colleague.goto(page.url)
    expect(colleague.get_by_role("row", name="Nord 500 30,00 30")).to_be_visible()
    context.close()


def test_answers_of_people_stay_out_of_the_address(page):
    page.goto("/strumenti/calcolo-alfa/")
    page.get_by_label("Risposte").fill("1;2\n3;5\n4;4\n2;2")
    page.get_by_role("button", name="Calcolate").click()
    expect(page.locator(".answer")).to_contain_text("su 4 questionari completi e 2 domande")
    assert "table" not in page.url


def test_three_megabytes_get_a_sentence_and_not_a_broken_connection(page):
    page.goto("/strumenti/calcolo-alfa/")
    page.get_by_label("Risposte").evaluate("(field) => { field.value = '1;2;3\\n'.repeat(500000) }")
    page.get_by_role("button", name="Calcolate").click()
    expect(page.get_by_role("alert")).to_contain_text("Avete incollato troppi dati")
    page.faults.clear()  # the browser reports the 422 it was given
