# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every calculator's page promises: an address, a first example, a note to copy, no trace."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from paths import snapshot
from paths.calculators import CALCULATORS
from paths.calculators.base import LONGEST_QUERY
from paths.models import Tool
from tests.paths.calculators.helpers import ADDRESSES, CALCULATIONS, Page, ask, name_of, send

pytestmark = pytest.mark.usefixtures("catalogue")
BUDGET = 30 * 1024
each_calculation = pytest.mark.parametrize(("code", "calculation"), CALCULATIONS, ids=name_of)


def typed_example(calculation):
    return {
        name: calculation.example.get(name, field.initial or "")
        for name, field in (calculation.base_fields.items())
    }


def test_every_tool_of_the_kind_calculator_has_its_calculator():
    tools = Tool.objects.filter(kind="calculator").values_list("code", flat=True)
    assert set(tools) == set(CALCULATORS)
    assert len(tools) == 9


@each_calculation
def test_the_first_visit_shows_a_worked_example_and_says_so(client, code, calculation):
    page = ask(client, code, calculation.code) if calculation.code else ask(client, code)
    assert page.status == 200
    assert "I dati qui sotto sono un esempio di Collesereno" in page.texts(".example-note")[0]
    assert page.texts("#risultato") == ["Il risultato dell'esempio"]
    for name, text in calculation.example.items():
        control = page.tree.get_element_by_id(f"campo-{name}")
        assert (control.get("value") or control.text.strip()) == text


@each_calculation
def test_the_result_has_all_its_parts(client, code, calculation):
    page = ask(client, code, calculation.code, **typed_example(calculation))
    assert page.texts("#risultato") == ["Risultato"]
    assert page.find('.answer[role="status"]')
    assert page.find("#risultato")[0].get("tabindex") == "-1"
    assert not page.texts(".example-note")
    for table in page.find(".sheet table"):
        assert table.xpath("caption")[0].text_content()
        assert all(row.xpath('th[@scope="row"]') for row in table.xpath("tbody/tr"))
    assert page.texts(".formula")[0].endswith(".")
    assert page.texts(".limits")
    assert page.note.endswith(".")
    assert page.find("#nota-metodo")[0].get("readonly") is not None
    (button,) = page.find('[data-copy="nota-metodo"]')
    assert button.get("hidden") is not None
    deep_dive = page.find('.calculator-outcome a[href^="/approfondimenti/"]')[0]
    assert client.get(deep_dive.get("href")).status_code == 200


@each_calculation
def test_an_address_gives_back_what_was_typed_and_the_same_result(client, code, calculation):
    first = ask(client, code, calculation.code, **typed_example(calculation))
    form = calculation.read(typed_example(calculation))
    again = Page(Client().get(f"{ADDRESSES[code]}?{form.query}"))
    assert again.answer == first.answer
    assert again.figures == first.figures
    example = ask(client, code, calculation.code) if calculation.code else ask(client, code)
    assert example.answer == first.answer


@each_calculation
def test_the_form_sends_what_its_calculation_needs(client, code, calculation):
    page = ask(client, code, calculation.code) if calculation.code else ask(client, code)
    (form,) = page.find(".calculator-inputs form")
    assert form.get("method") == ("post" if calculation.pasted else "get")
    assert form.get("action").endswith("#risultato")
    names = {node.get("name") for node in form.xpath(".//*[@name]")}
    sent = parse_qs(urlsplit(form.get("action")).query)
    assert set(calculation.base_fields) <= names
    if calculation.code:
        hidden = [n.get("value") for n in form.xpath('.//*[@name="calcolo"]')]
        assert [calculation.code] == (sent["calcolo"] if calculation.pasted else hidden)
    assert all(
        page.find(f'label[for="{node.get("id")}"]')
        for node in form.xpath(".//textarea | .//input[not(@type='hidden')]")
    )


@each_calculation
def test_pasted_groups_come_to_the_address_and_peoples_answers_do_not(client, code, calculation):
    response = send(client, code, calculation.code, **typed_example(calculation))
    if calculation.answers:
        page = Page(response)
        assert page.status == 200
        (link,) = page.find('.calculator-outcome a[href*="?"]')
        assert Page(client.get(link.get("href"))).answer == page.answer
    else:
        assert response.status_code == 303
        target = response.headers["Location"]
        assert target.endswith("#risultato")
        assert Page(client.get(target.partition("#")[0])).status == 200


def test_pasted_data_too_long_for_an_address_are_answered_at_once(client):
    strata = "\n".join(f"Gruppo numero {n} del territorio;{n * 10}" for n in range(1, 120))
    page = Page(send(client, "T21", n="500", strata=strata))
    assert page.status == 200
    assert len(strata) > LONGEST_QUERY
    assert page.figures["Totale"][-1] == "500"
    assert "I dati sono troppi per stare in un indirizzo" in page.text


@pytest.mark.parametrize("code", CALCULATORS)
def test_a_name_that_no_calculation_has_shows_the_first(client, code):
    assert ask(client, code, "<script>").status == 200


def test_parameters_of_others_change_nothing(client):
    page = Page(client.get(ADDRESSES["T20"], {"utm_source": "newsletter"}))
    assert page.texts("#risultato") == ["Il risultato dell'esempio"]


def test_a_field_left_out_of_the_address_has_its_usual_value(client):
    page = ask(client, "T20", population="500")
    assert page.figures["Margine di errore"] == "5%"
    assert page.figures["Livello di confidenza"] == "95%"


@each_calculation
def test_three_statements_at_most_no_cookie_and_a_light_page(
    client, code, calculation, django_assert_max_num_queries
):
    snapshot.current()
    data = typed_example(calculation)
    address = f"{ADDRESSES[code]}?calcolo={calculation.code}"
    answers = []
    with django_assert_max_num_queries(3):
        answers.append(client.get(address))
    with django_assert_max_num_queries(3):
        answers.append(client.get(address, {**data, "calcolo": calculation.code}))
    with django_assert_max_num_queries(3):
        answers.append(client.post(address, data))
    with django_assert_max_num_queries(3):
        answers.append(client.post(address, dict.fromkeys(data, "?")))
    for response in answers:
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert len(response.content) <= BUDGET
        assert not re.search(r"<style|<script(?! src)| style=| on\w+=", response.text)


def test_nothing_typed_is_written(client, django_assert_num_queries):
    snapshot.current()
    with django_assert_num_queries(1) as captured:
        send(client, "T32", table="1;2\n3;5\n4;4")
    assert captured.captured_queries[0]["sql"].startswith("SELECT")


def test_a_form_sent_by_another_site_is_refused(client):
    table = {"table": "1;2\n3;5\n4;4"}
    strange = client.post(ADDRESSES["T32"], table, headers={"origin": "https://altro.invalid"})
    assert strange.status_code == 403
    own = client.post(ADDRESSES["T32"], table, headers={"origin": "http://testserver"})
    assert own.status_code == 200


def test_no_token_is_asked_of_whoever_has_no_cookie():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESSES["T32"], {"table": "1;2\n3;5\n4;4"}).status_code == 200


def test_an_empty_post_is_an_error_with_a_sentence(client):
    page = Page(client.post(ADDRESSES["T32"], {}))
    assert page.status == 422
    assert page.faults == {"#campo-table": "Scrivete i vostri dati."}


def test_other_tools_take_no_post(client):
    response = client.post("/strumenti/guida-limesurvey/", {"x": "1"})
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("code", CALCULATORS)
def test_a_draft_calculator_is_only_for_whoever_writes_it(client, code):
    Tool.objects.filter(code=code).update(published=False)
    assert client.get(ADDRESSES[code]).status_code == 404
    assert client.post(ADDRESSES[code], {"x": "1"}).status_code == 404
