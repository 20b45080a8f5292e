# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is typed, each field of each calculator answers with a sentence and keeps the rest."""

import pytest
from django.utils.html import escape

from tests.paths.calculators.helpers import ADDRESSES, CALCULATIONS, Page, name_of, send

pytestmark = pytest.mark.usefixtures("catalogue")
BAD = {
    "empty": "",
    "NaN": "NaN",
    "infinity": "inf",
    "infinito": "infinito",
    "negative": "-1",
    "huge": "999999999999999",
    "10^400": "1" + "0" * 400,
    "exponent": "1e400",
    "letters": "molti",
    "html": "<script>alert(1)</script>",
    "nul": "5\0",
    "unicode digits": "١٢٣",
    "english": "1,234.5",
    "quote": '"',
    "semicolons": ";;;",
}
FINE = {("MeanForm", "average", "negative")}
FIELDS = [
    (code, calculation, name)
    for code, calculation in CALCULATIONS
    for name, field in calculation.base_fields.items()
    if field.kind != "choice"
]


def typed(calculation, **changed):
    usual = {name: field.initial or "" for name, field in calculation.base_fields.items()}
    return {**usual, **calculation.example, **changed}


@pytest.mark.parametrize("how", BAD)
@pytest.mark.parametrize(("code", "calculation", "name"), FIELDS, ids=name_of)
def test_impossible_input_is_told_beside_its_field(client, code, calculation, name, how):
    field = calculation.base_fields[name]
    if (calculation.__name__, name, how) in FINE or (how == "empty" and not field.required):
        return
    data = typed(calculation, **{name: BAD[how]})
    response = client.get(ADDRESSES[code], {"calcolo": calculation.code, **data})
    page = Page(response)
    assert page.status == 422
    assert list(page.faults) == [f"#campo-{name}"]
    (control,) = page.find(f"#campo-{name}")
    assert control.get("aria-invalid") == "true"
    fault = page.tree.get_element_by_id(f"campo-{name}-errore")
    assert fault.get("id") in control.get("aria-describedby").split()
    assert page.faults[f"#campo-{name}"] in fault.text_content()
    assert escape(BAD[how].replace("\0", "�")) in page.text
    assert not page.find(".answer")
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(("code", "calculation", "name"), FIELDS, ids=name_of)
def test_the_rest_of_the_form_is_kept(client, code, calculation, name):
    data = typed(calculation, **{name: "?"})
    page = Page(send(client, code, calculation.code, **data))
    assert page.status == 422
    for other, text in data.items():
        if calculation.base_fields[other].kind == "choice":
            chosen = page.find(f'input[name="{other}"][checked]')
            assert text in [node.get("value") for node in chosen]
        else:
            assert escape(text) in page.text


CHOICES = [
    (code, calculation, name)
    for code, calculation in CALCULATIONS
    for name, field in calculation.base_fields.items()
    if field.kind == "choice"
]


@pytest.mark.parametrize("value", ["", "zz", "<b>", "1" * 5000, "\0"])
@pytest.mark.parametrize(("code", "calculation", "name"), CHOICES, ids=name_of)
def test_a_choice_that_does_not_exist(client, code, calculation, name, value):
    data = typed(calculation, **{name: value})
    page = Page(client.post(f"{ADDRESSES[code]}?calcolo={calculation.code}", data))
    assert page.status == 422
    (link,) = page.faults
    assert page.tree.get_element_by_id(link[1:]).get("name") == name


def test_all_faults_are_told_at_once(client):
    page = Page(client.get(ADDRESSES["T20"], {"population": "-3", "margin": "0", "share": "x"}))
    assert list(page.faults) == ["#campo-population", "#campo-margin", "#campo-share"]
    assert page.texts("title")[0].startswith("Errore: ")


def test_a_percentage_that_can_be_read_in_two_ways_is_asked_again(client):
    page = Page(client.get(ADDRESSES["T20"], {"margin": "0,05"}))
    assert "si può leggere in due modi" in page.faults["#campo-margin"]


TOO_MANY = {
    "rows": ("Riga;1;2\n" * 6_000, "La tabella ha troppe righe"),
    "columns": ("1;" * 80 + "1\n2;3", "La tabella ha troppe colonne"),
    "characters": ("1;2;3\n" * 2 + " " * 2_000_001, "Il testo è troppo lungo"),
}


@pytest.mark.parametrize("what", TOO_MANY)
def test_a_table_over_the_limits_says_which(client, what):
    text, sentence = TOO_MANY[what]
    page = Page(client.post(ADDRESSES["T32"], {"table": text}))
    assert page.status == 422
    assert page.faults["#campo-table"].startswith(sentence)


@pytest.mark.parametrize(("code", "calculation"), CALCULATIONS, ids=name_of)
def test_three_megabytes_are_refused_with_a_sentence(client, code, calculation):
    address = f"{ADDRESSES[code]}?calcolo={calculation.code}"
    body = "table=" + "1%3B" * 750_000
    page = Page(client.post(address, body, content_type="application/x-www-form-urlencoded"))
    assert page.status == 422
    (sentence,) = page.faults.values()
    assert "Avete incollato troppi dati" in sentence
    assert "circa due milioni di caratteri" in sentence
