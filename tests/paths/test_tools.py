# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the tools that are not calculators, and their files."""

import html
import io
import re
import zipfile
from copy import deepcopy

import pytest
from django.urls import reverse

from migliorapa.core import search
from paths import snapshot
from paths.documents import store
from paths.models import Tool
from tests.paths import surveys

pytestmark = pytest.mark.usefixtures("catalogue")
MANDATE = "/strumenti/mandato-gruppo-di-lavoro/"
CHECKLIST = "/strumenti/checklist-questionario/"
DESK = "/strumenti/questionario-sportello/"
GUIDE = "/strumenti/guida-limesurvey/"
ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def change(code: str, **values) -> Tool:
    tool = Tool.objects.get(code=code)
    for name, value in values.items():
        setattr(tool, name, value)
    tool.save()
    return tool


# Templates


def test_a_template_gives_its_files_before_its_words(client):
    text = client.get(MANDATE).text
    links = ["modello.odt", "modello.docx", "esempio.odt", "esempio.docx", "stampa/", "esempio/"]
    places = [text.index(f'href="{MANDATE}{link}"') for link in links]
    assert max(places) < text.index("Come usarlo")


def test_type_and_size_stand_beside_a_link_once_the_file_is_there(client):
    client.get(f"{MANDATE}modello.odt")
    weight = re.search(
        r"Scaricate il modello <span>ODT \(LibreOffice\), (\d+) kB", client.get(MANDATE).text
    )
    assert 5 <= int(weight[1]) <= 30


@pytest.mark.parametrize(("extension", "mime"), [("odt", ODT), ("docx", DOCX)])
def test_a_file_arrives_whole_with_its_name_and_type(client, extension, mime):
    response = client.get(f"{MANDATE}modello.{extension}")
    assert response.headers["Content-Type"] == mime
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="mandato-gruppo-di-lavoro.{extension}"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


def test_a_file_already_had_is_not_sent_again(client):
    etag = client.get(f"{MANDATE}modello.odt").headers["ETag"]
    response = client.get(f"{MANDATE}modello.odt", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    change("T01", document="# Nuovo")
    again = client.get(f"{MANDATE}modello.odt", headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_a_head_request_tells_the_size_alone(client):
    whole = client.get(f"{MANDATE}modello.docx")
    response = client.head(f"{MANDATE}modello.docx")
    assert response.content == b""
    assert response.headers["Content-Length"] == whole.headers["Content-Length"]


def test_the_blank_document_and_the_example_are_pages_to_print(client):
    blank, example = client.get(f"{MANDATE}stampa/").text, client.get(f"{MANDATE}esempio/").text
    assert "[nome dell'ente]" in blank.replace("&#x27;", "'")
    assert "Comune di Collesereno" not in blank
    assert "Comune di Collesereno" in example
    assert 'class="share-30"' in blank
    assert "data-print" in blank


def test_a_template_without_a_document_gives_its_text_with_links_written_out(client):
    change("T01", document="", example="", body="## Uso\n\n[Il passo](step:S01) per [ente].")
    page = client.get(MANDATE).text
    assert f'href="{MANDATE}modello.odt"' in page
    assert "L'esempio compilato" not in page
    content = _content(client.get(f"{MANDATE}modello.odt"))
    assert "http://127.0.0.1:8000/passi/gruppo-di-lavoro/" in content
    assert "[ente]" in content


@pytest.mark.parametrize(
    "address",
    [
        f"{MANDATE}modello.pdf",
        f"{MANDATE}altro.odt",
        f"{MANDATE}lista.odt",
        f"{MANDATE}limesurvey.lss",
        f"{DESK}limesurvey.xml",
        f"{DESK}esempio/",
        "/strumenti/non-esiste/modello.odt",
        "/strumenti/non-esiste/stampa/",
        "/strumenti/calcolo-campione/stampa/",
        "/strumenti/calcolo-campione/modello.odt",
        f"{MANDATE}..%2f..%2fsettings.odt",
        f"{MANDATE}../../../etc/passwd.odt",
        f"{MANDATE}modello.odt%00",
        f"{MANDATE}{'a' * 3000}.odt",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Pagina non trovata" in response.text


def test_drafts_and_their_files_are_for_the_staff(client):
    change("T01", published=False)
    for name in ("", "stampa/", "esempio/", "modello.odt"):
        assert client.get(MANDATE + name).status_code == 404


def test_a_disk_that_refuses_is_a_sentence_and_another_way(client, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file"
    response = client.get(f"{MANDATE}modello.odt")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"
    assert "Il documento non è disponibile in questo momento" in response.text
    assert f'href="{MANDATE}stampa/"' in response.text
    assert client.get(MANDATE).status_code == 200


def test_a_converter_that_fails_is_a_sentence_too(client, settings, tmp_path, monkeypatch):
    def fail(*arguments):
        raise store.PandocFailed("boom")

    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(store, "convert", fail)
    response = client.get(f"{MANDATE}esempio.odt")
    assert response.status_code == 503
    assert "boom" not in response.text
    assert f'href="{MANDATE}esempio/"' in response.text


# Checklists


@pytest.fixture
def items():
    """Four items in two groups: the page of the list does not depend on its words."""
    groups = {"A1": "Parole", "A2": "Parole", "B1": "Ordine", "B2": "Ordine"}
    data = [
        {"code": code, "group": group, "text": f"Voce {code}", "why": f"Perché {code}."}
        for code, group in groups.items()
    ]
    change("T19", data={"items": data})
    return data


def test_every_item_is_a_box_with_its_why_in_its_group(client, items):
    text = client.get(CHECKLIST).text
    assert text.count('type="checkbox"') == 4
    assert text.count("<fieldset>") == 2
    for item in items:
        assert f'id="f-{item["code"]}" aria-describedby="p-{item["code"]}"' in text
    assert "Nessun punto segnato su 4." in text


@pytest.mark.parametrize("query", ["f=A1,B2", "f=A1&f=B2", "f=B2,A1,A1,ZZ9,%00,<b>", "f=A1&f=,B2,"])
def test_ticks_come_from_the_address_and_unknown_codes_are_ignored(client, items, query):
    text = client.get(f"{CHECKLIST}?{query}").text
    assert re.findall(r'value="(\w+)" id="f-\w+" checked', text) == ["A1", "B2"]
    assert "2 punti su 4." in text
    assert "ZZ9" not in text


def test_a_whole_list_says_so(client, items):
    assert "Tutti i 4 punti sono segnati." in client.get(f"{CHECKLIST}?f=A1,A2,B1,B2").text


def test_a_huge_address_costs_nothing(client, items):
    response = client.get(CHECKLIST, {"f": ["A1," * 30_000] * 3})
    assert "1 punto su 4." in response.text
    assert len(response.content) < 30 * 1024


def test_a_checklist_on_paper_has_empty_boxes(client, items):
    text = client.get(f"{CHECKLIST}stampa/?f=A1").text
    assert "checkbox" not in text
    assert text.count("<li>Voce") == 4
    data = client.get(f"{CHECKLIST}lista.docx").content
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert document.count("☐") == 4


# Questionnaires


@pytest.fixture
def questionnaire():
    """A small one at the address of a real one."""
    change("T14", title="Questionario di prova", data={"questionnaire": surveys.DATA})


def _content(response) -> str:
    return zipfile.ZipFile(io.BytesIO(response.content)).read("content.xml").decode()


def test_a_questionnaire_is_shown_as_respondents_see_it(client, questionnaire):
    text = html.unescape(client.get(DESK).text)
    paper = text[text.index("survey-sheet") : text.index("Per chi intervista")]
    for shown in ("1. Com'è andata?", "L'attesa", "1 Poco", "Non so", "Altro, che cosa:"):
        assert shown in paper
    assert "Solo per chi alla domanda 1 ha risposto «Male»." in paper
    for hidden in ("ESITO", "TEM1", "Non si stampa", "riservata", "Leggete [tutto]"):
        assert hidden not in paper


def test_codes_are_folded_away_for_the_staff(client, questionnaire):
    text = client.get(DESK).text
    codes = text[text.index("<details>") : text.index("</details>")]
    for shown in ("ESITO", "S, N, altro", "TEM1: 1, 2, NA", "testo libero", "Non si stampa."):
        assert shown in codes


@pytest.mark.parametrize("name", ["stampa/", "questionario.odt"])
def test_the_paper_for_respondents_has_no_codes_and_no_notes(client, questionnaire, name):
    response = client.get(DESK + name)
    text = html.unescape(response.text if name == "stampa/" else _content(response))
    assert "L'attesa" in text
    for hidden in ("ESITO", "TEM1", "Non si stampa", "riservata", "Leggete"):
        assert hidden not in text


def test_the_working_copy_has_codes_notes_and_instructions(client, questionnaire):
    text = _content(client.get(f"{DESK}codici.odt"))
    for shown in ("ESITO", "TEM1", "Non si stampa", "riservata", "Leggete [tutto]"):
        assert shown in text


def test_the_fields_to_replace_are_asked_before_the_import(client, questionnaire):
    labels = re.findall(r'<label for="c\d+">([^<]+)', html.unescape(client.get(DESK).text))
    assert labels == ["Servizio", "Motivo", "Luogo", "Indirizzo dell'informativa"]


def test_the_file_for_limesurvey_has_the_fields_already_filled_in(client, questionnaire):
    values = {"c1": "l'anagrafe & {stato}", "c2": " orari\n nuovi ", "c3": "x" * 999}
    response = client.get(f"{DESK}limesurvey.lss", values)
    assert "Lei ha usato l'anagrafe &amp; &#123;stato&#125;." in response.text
    assert "servono a orari nuovi." in response.text
    assert "x" * 300 in response.text
    assert "x" * 301 not in response.text
    assert "[indirizzo dell'informativa]" in response.text
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="questionario-sportello.lss"'
    )


def test_the_spreadsheet_copy_is_tab_separated_text(client, questionnaire):
    response = client.get(f"{DESK}limesurvey.txt", {"c1": "l'anagrafe"})
    assert response.headers["Content-Type"].startswith("text/tab-separated-values")
    assert "class\ttype/scale\tname" in response.text
    assert "Lei ha usato l'anagrafe." in response.text


def test_codes_that_limesurvey_would_change_stop_the_download(client):
    data = deepcopy(surveys.DATA)
    data["sections"][0]["questions"][0]["options"][0]["code"] = "TROPPOLUNGO"
    change("T14", data={"questionnaire": data})
    assert "TROPPOLUNGO" in client.get(DESK).text
    assert "limesurvey.lss" not in client.get(DESK).text
    response = client.get(f"{DESK}limesurvey.lss")
    assert response.status_code == 409
    assert "TROPPOLUNGO" in response.text


# Guides


def test_a_long_guide_has_a_table_of_contents_that_leads_to_its_headings(client):
    text = client.get(GUIDE).text
    contents = text[text.index('aria-labelledby="indice"') :].split("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert len(anchors) >= 4
    for anchor in anchors:
        assert text.count(f'id="{anchor}"') == 1


def test_a_guide_goes_on_paper_with_its_links_written_out(client):
    assert "data-print" in client.get(f"{GUIDE}stampa/").text
    assert "http://127.0.0.1:8000/" in _content(client.get(f"{GUIDE}guida.odt"))


# All of them


@pytest.mark.parametrize("path", [MANDATE, CHECKLIST, DESK, GUIDE, f"{MANDATE}stampa/"])
def test_a_page_asks_the_database_at_most_three_times(client, path, django_assert_max_num_queries):
    snapshot.current()
    with django_assert_max_num_queries(3):
        client.get(path)


def test_a_file_that_is_there_asks_the_database_once(client, django_assert_num_queries):
    client.get(f"{MANDATE}modello.odt")
    with django_assert_num_queries(1):
        client.get(f"{MANDATE}modello.odt")


def test_every_paper_fits_the_budget_with_one_heading(client):
    for tool in Tool.objects.exclude(kind=Tool.Kind.CALCULATOR):
        names = ["tool_blank", *(["tool_example"] if tool.example else [])]
        for name in names:
            response = client.get(reverse(f"paths:{name}", args=[tool.slug]))
            assert response.status_code == 200, tool.code
            assert len(response.content) <= 30 * 1024, tool.code
            assert response.text.count("<h1") == 1, tool.code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("collaudo checklist domande doppie negazioni", "T19"),
        ("la preparazione del personale dello sportello", "T14"),
        ("Chi affida il mandato protocollo", "T01"),
    ],
)
def test_search_finds_what_is_inside_a_tool(words, code):
    assert code in [hit.code for hit in search.find(words, kinds=["strumento"])[:5]]
