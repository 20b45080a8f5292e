# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise: a tool is something one takes away, not a page that talks of it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def saved(page, name: str, *, role: str = "link") -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role(role, name=name).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_an_officer_takes_a_template_and_its_example_away(page):
    page.goto("/passi/gruppo-di-lavoro/")
    page.get_by_role("link", name="Mandato e gruppo di lavoro").first.click()
    name, data = saved(page, "Scaricate il modello ODT")
    assert name == "mandato-gruppo-di-lavoro.odt"
    assert b"[nome dell" in zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    name, data = saved(page, "Scaricate l'esempio DOCX")
    assert name == "mandato-gruppo-di-lavoro-esempio.docx"
    assert b"Collesereno" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_ticks_follow_in_the_address_and_are_found_again(page):
    page.goto("/strumenti/checklist-questionario/")
    boxes = page.get_by_role("checkbox")
    for place in (0, 2):
        boxes.nth(place).check()
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^2 punti su \d+\.$"))
    codes = [boxes.nth(place).get_attribute("value") for place in (0, 2)]
    assert page.url.endswith(f"?f={','.join(codes)}")
    page.reload()
    expect(page.get_by_role("checkbox").nth(2)).to_be_checked()
    expect(page.get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.get_by_role("link", name="Ricominciate da capo").click()
    expect(page.get_by_role("status").first).to_contain_text("Nessun punto")


def test_a_checklist_works_without_javascript(site, browser):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/strumenti/checklist-questionario/")
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Aggiornate").click()
    expect(page.locator("#conteggio")).to_contain_text("1 punto su")
    expect(page.get_by_role("checkbox").nth(1)).to_be_checked()
    context.close()


def test_a_questionnaire_leaves_for_limesurvey_with_the_name_of_the_office(page):
    page.goto("/strumenti/questionario-sportello/")
    page.get_by_role("link", name="Portatelo in LimeSurvey").click()
    page.locator("#c1").fill("Anagrafe di Collesereno")
    name, data = saved(page, "Scaricate il file .lss", role="button")
    assert name == "questionario-sportello.lss"
    assert "Anagrafe di Collesereno" in data.decode()


def test_a_blank_document_prints_on_a4(page):
    page.goto("/strumenti/mandato-gruppo-di-lavoro/stampa/")
    expect(page.get_by_role("button", name="Stampate")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
