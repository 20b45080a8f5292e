# SPDX-License-Identifier: AGPL-3.0-or-later
import csv
import io
import shutil
from datetime import date, timedelta

import pytest
from django.urls import reverse

from migliorapa.core.models import Page
from paths import editorial
from paths.loading.kept import kept
from paths.loading.load import FOLDER
from paths.models import DeepDive, GlossaryTerm, Path, Step, Tool

pytestmark = pytest.mark.usefixtures("catalogue")
TODAY = date(2027, 3, 1)


def names(report):
    return [row.name for row in report.rows]


def test_the_initial_texts_need_no_care_but_their_sources():
    reports = editorial.all_reports(date(2026, 12, 1), editorial.texts())
    found = {report.slug: len(report.rows) for report in reports if report.slug != "senza-fonti"}
    assert found == dict.fromkeys(found, 0)


def test_a_text_is_due_on_the_day_that_was_set_and_a_year_after_its_review():
    Step.objects.filter(code="S01").update(review_due=TODAY)
    Step.objects.filter(code="S02").update(review_due=TODAY + timedelta(days=1))
    Tool.objects.filter(code="T01").update(reviewed=TODAY - timedelta(days=366))
    Tool.objects.filter(code="T02").update(
        reviewed=TODAY - timedelta(days=900), review_due=TODAY + timedelta(days=9)
    )
    DeepDive.objects.filter(code="A01").update(reviewed=None)
    Page.objects.filter(slug="privacy").update(reviewed=TODAY - timedelta(days=400))
    report = editorial.review(TODAY)
    assert [name.split()[0] for name in names(report)] == ["S01", "T01", "A01", "Informativa"]
    assert report.rows[0].detail == "Da rivedere entro il 1 marzo 2027. Nessun responsabile."
    assert report.rows[2].detail == "Mai rivisto. Nessun responsabile."


def test_the_owner_is_named(redazione):
    Step.objects.filter(code="S01").update(review_due=TODAY, owner=redazione)
    assert editorial.review(TODAY).rows[0].detail.endswith("Responsabile: Paolo Riva.")


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("[x](step:S99)", "Il collegamento a step:S99 non porta a niente."),
        ("[x](passo:S01)", "Il collegamento a passo:S01 non porta a niente."),
        ("[x](term:zufolo)", "Il collegamento a term:zufolo non porta a niente."),
        ("[x](tool:T40)", "Il collegamento a tool:T40 porta a una bozza: i lettori non la vedono."),
        ("[x](/percorsi/mai-visto/)", "L'indirizzo /percorsi/mai-visto/ non esiste nel portale."),
        ("[x](/mai-visto/)", "L'indirizzo /mai-visto/ non esiste nel portale."),
        ("[x](/a/b/c/)", "L'indirizzo /a/b/c/ non esiste nel portale."),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link, sentence):
    Tool.objects.filter(code="T40").update(published=False)
    Step.objects.filter(code="S01").update(body=f"Vedete {link}.")
    rows = editorial.broken_links(editorial.texts(Step)).rows
    assert [(row.name.split()[0], row.detail) for row in rows if row.name[:3] == "S01"] == [
        ("S01", sentence)
    ]
    assert rows[0].edit_url == reverse(
        "admin:paths_step_change", args=[Step.objects.get(code="S01").pk]
    )


@pytest.mark.parametrize(
    "link",
    [
        *("[x](step:S01)", "[x](term:campione)", "[x](/percorsi/)", "[x](/privacy/#chi)"),
        *("[x](https://esempio.it/)", "[x](mailto:a@esempio.it)", "[x](#qui)", "[x](/cerca/?q=a)"),
    ],
)
def test_a_good_link_is_left_alone(link):
    Step.objects.filter(code="S01").update(body=f"Vedete {link}.")
    assert editorial.broken_links(editorial.texts(Step)).rows == []


def test_links_inside_lists_and_documents_count_too():
    Step.objects.filter(code="S01").update(mistakes=["Non fate [così](tool:T99)."])
    Tool.objects.filter(code="T01").update(document="# Modello\n\n[x](step:S98)")
    rows = editorial.broken_links(editorial.texts(Step, Tool)).rows
    assert [row.name.split()[0] for row in rows] == ["S01", "T01"]


def test_a_glossary_term_that_names_an_unknown_code_is_found():
    GlossaryTerm.objects.filter(slug="campione").update(see=["S10", "Z99"])
    rows = editorial.broken_links(editorial.texts(GlossaryTerm)).rows
    assert [row.detail for row in rows] == ["«Vedi anche» nomina Z99, che non esiste."]


def test_texts_that_no_path_uses_are_found():
    common = {"title": "Prova", "purpose": "Una prova."}
    Tool.objects.create(code="T90", slug="t90", kind="guide", **common)
    phase = Step.objects.first().phase
    Step.objects.create(code="S90", slug="s90", phase=phase, days_min=1, days_max=2, **common)
    DeepDive.objects.create(code="A90", slug="a90", **common)
    linked = DeepDive.objects.create(code="A91", slug="a91", **common)
    Step.objects.filter(code="S01").update(body=f"Leggete [questo](deep_dive:{linked.code}).")
    found = names(editorial.unused(editorial.texts()))
    assert found == ["T90 Prova", "S90 Prova", "A90 Prova"]


def test_hard_texts_come_with_their_figures():
    Page.objects.filter(slug="progetto").update(summary="", body="amministrazione " * 60)
    long_one = "Le parole " + "poi " * 40 + "finiscono. " + "Va bene così. " * 20
    Page.objects.filter(slug="privacy").update(summary="", body=long_one)
    rows = editorial.hard(editorial.texts(Page)).rows
    assert [row.name for row in rows] == ["Il progetto", "Informativa sulla privacy"]
    assert rows[0].detail.startswith("Gulpease -56,0; frase più lunga di 60 parole: «amministr")
    assert "frase più lunga di 43 parole" in rows[1].detail


def test_a_text_without_sources_is_found():
    Step.objects.filter(code="S05").update(sources=[])
    rows = editorial.without_sources(editorial.texts(Step)).rows
    assert [row.name.split()[0] for row in rows] == ["S05"]


def test_files_waiting_behind_a_text_of_the_staff_are_found(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    for name in ("steps/S01.md", "steps/S02.md"):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8") + "\nUna riga.\n", encoding="utf-8")
    Step.objects.filter(code="S01").update(title="Titolo della redazione")
    Path.objects.filter(code="P01").update(title="Altro titolo")
    assert [(name, row.code) for name, row in kept(folder)] == [("steps/S01.md", "S01")]


def test_the_page_lists_what_it_found_and_links_the_form(client, redazione):
    client.force_login(redazione)
    step = Step.objects.get(code="S01")
    Step.objects.filter(code="S01").update(body="Vedete [x](step:S99).")
    page = client.get(reverse("admin:paths_care")).text
    assert "Collegamenti interni e disegni interrotti (1)" in page
    assert f'<a href="{reverse("admin:paths_step_change", args=[step.pk])}">{step}</a>' in page
    index = client.get(reverse("admin:app_list", args=["paths"])).text
    assert f'href="{reverse("admin:paths_care")}">Cura dei testi</a>' in index


def test_the_csv_says_the_same_and_runs_no_formula(client, redazione):
    client.force_login(redazione)
    dive = DeepDive.objects.create(code="=A1+1", slug="formula", title="x", purpose="Prova.")
    response = client.get(reverse("admin:paths_care"), {"formato": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Controllo", "Tipo", "Testo", "Che cosa si vede", "Modifica"]
    mine = [row for row in rows if row[2] == "'=A1+1 x"]
    assert {row[0] for row in mine} >= {"Testi senza fonti", "Testi che nessun percorso usa"}
    assert mine[0][4].endswith(reverse("admin:paths_deepdive_change", args=[dive.pk]))


def test_the_report_asks_the_database_the_same_however_many_texts(django_assert_num_queries):
    with django_assert_num_queries(8):
        editorial.texts()
