# SPDX-License-Identifier: AGPL-3.0-or-later
import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from migliorapa.core import search
from migliorapa.core.models import Page, SearchDocument, Topic
from paths import actions
from paths.engine import Modifier, loads
from paths.models import Answer, DeepDive, GlossaryTerm, Path, Phase, Question, RuleSet, Step, Tool
from paths.rendering import render
from tests.paths.admin.forms_of import sent_by

YES = {"post": "yes"}
ADMINS = (Phase, Step, Path, Tool, DeepDive, Question, GlossaryTerm, Page)


@pytest.fixture
def staff(client, redazione, catalogue):
    client.force_login(redazione)
    return client


def address(row, page="change"):
    options = row._meta
    args = [row.pk] if page in {"change", "history", "delete"} else []
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=args)


def form_of(client, row):
    return sent_by(client.get(address(row)).text, f"{row._meta.model_name}_form")


def save(client, row, **changes):
    return client.post(address(row), form_of(client, row) | changes)


def errors_of(response):
    return [str(error) for errors in response.context["errors"] for error in errors]


@pytest.mark.parametrize("model", ADMINS)
def test_saving_a_form_as_it_was_changes_nothing(staff, model):
    for row in model.objects.order_by("pk")[:3]:
        before = model.objects.filter(pk=row.pk).values().get()
        assert save(staff, row).status_code == 302
        assert model.objects.filter(pk=row.pk).values().get() == before


def test_a_questionnaire_goes_through_its_text_area_unchanged(staff):
    tool = Tool.objects.get(code="T14")
    assert save(staff, tool).status_code == 302
    assert Tool.objects.get(code="T14").data == tool.data


def test_saving_renders_links_and_glossary_and_tells_the_search(staff):
    step = Step.objects.get(code="S04")
    body = "Il campione zufolante si costruisce [così](tool:T20)."
    assert save(staff, step, title="Contate gli zufolatori", body=body).status_code == 302
    step.refresh_from_db()
    tool = Tool.objects.get(code="T20")
    assert f'<a href="{tool.get_absolute_url()}">così</a>' in step.body_html
    assert '<a class="term"' in step.body_html
    assert [hit.code for hit in search.find("zufolatori")] == ["S04"]


def test_a_draft_leaves_the_search_and_comes_back_when_it_is_published(staff):
    dive = DeepDive.objects.get(code="A10")
    known = SearchDocument.objects.filter(key="paths.deepdive:A10")
    without = {name: value for name, value in form_of(staff, dive).items() if name != "published"}
    staff.post(address(dive), without)
    assert not known.exists()
    save(staff, dive, published="on")
    assert known.exists()


def test_the_list_can_withdraw_several_texts_at_once(staff):
    rows = list(Tool.objects.filter(code__in=["T01", "T02"]))
    data = {"action": "withdraw_selected", "_selected_action": [row.pk for row in rows]}
    answer = staff.post(address(rows[0], "changelist"), data, follow=True)
    assert "Testi tornati in bozza: 2." in answer.text
    assert not SearchDocument.objects.filter(code__in=["T01", "T02"]).exists()


def test_a_new_address_mends_the_links_of_the_other_texts(staff):
    tool = Tool.objects.get(code="T01")
    linking = Step.objects.filter(body__contains="(tool:T01)").first()
    save(staff, tool, slug="mandato-nuovo")
    linking.refresh_from_db()
    assert "/strumenti/mandato-nuovo/" in linking.body_html


def test_deleting_a_deep_dive_leaves_words_without_a_link(staff):
    dive = DeepDive.objects.get(code="A05")
    linking = Step.objects.filter(body__contains="(deep_dive:A05)").first()
    staff.post(address(dive, "delete"), {"post": "yes"})
    linking.refresh_from_db()
    assert dive.get_absolute_url() not in linking.body_html
    assert not SearchDocument.objects.filter(code="A05").exists()


def test_steps_of_a_path_take_the_order_that_is_typed(staff):
    path = Path.objects.get(code="P01")
    codes = list(path.pathstep_set.values_list("step__code", flat=True))
    data = form_of(staff, path)
    first, second = (data[f"pathstep_set-{row}-position"] for row in (0, 1))
    data |= {"pathstep_set-0-position": second, "pathstep_set-1-position": first}
    assert staff.post(address(path), data).status_code == 302
    after = list(path.pathstep_set.values_list("step__code", flat=True))
    assert after == [codes[1], codes[0], *codes[2:]]


def test_two_steps_of_a_path_can_change_places_by_name(staff):
    path = Path.objects.get(code="P01")
    data = form_of(staff, path)
    names = [f"pathstep_set-{row}-step" for row in (0, 1)]
    data |= {names[0]: data[names[1]], names[1]: data[names[0]]}
    assert staff.post(address(path), data).status_code == 302
    rows = path.pathstep_set.values_list("position", flat=True)
    assert list(rows) == list(range(1, len(rows) + 1))


def test_the_form_of_a_path_asks_the_same_questions_however_many_steps(
    staff, django_assert_num_queries
):
    path = Path.objects.get(code="P01")
    staff.get(address(path))
    with CaptureQueriesContext(connection) as whole:
        staff.get(address(path))
    path.pathstep_set.filter(position__gt=3).delete()
    with django_assert_num_queries(len(whole)):
        staff.get(address(path))


def test_a_code_is_asked_once_and_explained(staff):
    data = sent_by(staff.get(reverse("admin:paths_deepdive_add")).text, "deepdive_form")
    data |= {"title": "Prova", "slug": "prova", "purpose": "Una prova.", "code": "X9"}
    answer = staff.post(reverse("admin:paths_deepdive_add"), data)
    assert "Il codice è la lettera A con un numero, per esempio A41." in errors_of(answer)
    staff.post(reverse("admin:paths_deepdive_add"), data | {"code": "a77"})
    dive = DeepDive.objects.get(slug="prova")
    assert dive.code == "A77"
    save(staff, dive, code="A78")
    dive.refresh_from_db()
    assert dive.code == "A77"


def test_days_and_dates_that_contradict_each_other_are_told_in_words(staff):
    step = Step.objects.get(code="S01")
    answer = save(
        *(staff, step),
        **{"days_min": "5", "days_max": "2", "review_due": "01/01/2020", "body": "Testo mio."},
    )
    assert set(errors_of(answer)) == {
        "La prossima revisione deve venire dopo l'ultima: cambiate la data.",
        "Le giornate al massimo non possono essere meno di 5.",
    }
    assert "Testo mio." in answer.text


def test_sources_are_records_and_a_wrong_address_is_named(staff):
    step = Step.objects.get(code="S01")
    answer = save(
        *(staff, step),
        **{
            "sources-7-label": "Una fonte nuova",
            "sources-7-url": "ftp://esempio.it",
            "sources-8-note": "senza titolo",
        },
    )
    number = len(step.sources) + 1
    assert errors_of(answer) == [
        f"Fonte {number}: l'indirizzo «ftp://esempio.it» non è valido. "
        "Deve cominciare con http:// o https://.",
        f"Fonte {number + 1}: scrivete autore e titolo, oppure vuotate la riga.",
    ]
    assert 'value="Una fonte nuova"' in answer.text
    right = {"sources-7-label": "Una fonte nuova", "sources-7-url": "https://esempio.it/"}
    save(staff, step, **right)
    step.refresh_from_db()
    assert step.sources[-1] == {"label": "Una fonte nuova", "url": "https://esempio.it/"}


def test_spare_rows_let_one_add_sources_without_a_script(staff):
    step = Step.objects.get(code="S01")
    names = form_of(staff, step)
    rows = [name for name in names if name.startswith("sources-") and name.endswith("-label")]
    assert len(rows) == len(step.sources) + 3


def test_topics_come_from_the_shared_list(staff):
    step = Step.objects.get(code="S01")
    assert Topic.objects.count() == 18
    save(staff, step, topics=["campione", "privacy"])
    step.refresh_from_db()
    assert step.topics == ["campione", "privacy"]
    answer = save(staff, step, topics=["inventato"])
    assert "inventato" in errors_of(answer)[0]


def test_a_topic_in_use_cannot_be_deleted(staff):
    used, unused = Topic.objects.get(slug="campione"), Topic.objects.create(slug="x", label="X")
    assert staff.post(address(used, "delete"), {"post": "yes"}).status_code == 403
    assert staff.post(address(unused, "delete"), {"post": "yes"}).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("scale: grado", "scale: gradi", "la scala «gradi_ns» non è tra le scale"),
        ("dimension: ACC", "dimension: ZZZ", "la dimensione «ZZZ» non è tra le dimensioni"),
        ("type: choice", "type: scelta", "il tipo «scelta» non esiste"),
        ("role: context", "rolo: context", "la chiave «rolo» non esiste"),
        ("code: VOLTE", "code: MOTIVO", "il codice «MOTIVO» è già usato"),
        ("question: ESITO", "question: MAI", "nomina la domanda «MAI», che prima di questa non"),
        ("mandatory: true", "mandatory: forse", "«mandatory» deve essere true oppure false"),
        ("sections:", "sections: [", "Il testo non è YAML valido alla riga"),
    ],
)
def test_a_fault_in_a_questionnaire_gets_a_sentence_and_keeps_the_text(staff, old, new, sentence):
    tool = Tool.objects.get(code="T14")
    before = tool.data
    text = form_of(staff, tool)["data"][0]
    assert old in text
    answer = save(staff, tool, data=text.replace(old, new, 1))
    assert any(sentence in error for error in errors_of(answer)), errors_of(answer)
    assert new in answer.text
    tool.refresh_from_db()
    assert tool.data == before


def test_who_saves_over_a_colleague_is_told_once(staff, redazione):
    step = Step.objects.get(code="S01")
    mine = form_of(staff, step) | {"title": "La mia versione"}
    save(staff, step, title="La versione del collega")
    answer = staff.post(address(step), mine)
    assert "Paolo Riva ha salvato questo testo" in errors_of(answer)[0]
    again = sent_by(answer.text, "step_form")
    assert again["title"] == ["La mia versione"]
    staff.post(address(step), again)
    step.refresh_from_db()
    assert step.title == "La mia versione"


def test_history_shows_changed_words_and_brings_a_version_back(staff):
    step = Step.objects.get(code="S01")
    old = step.title
    save(staff, step, title="Costituite subito il gruppo di lavoro", days_max="9")
    page = staff.get(address(step, "history")).text
    assert re.search("Costituite ?<ins> ?subito ?</ins> ?il gruppo di lavoro", page)
    assert "<h3>Giornate, al massimo</h3>" in page
    assert "Paolo Riva. È la versione attuale." in page
    first = step.history.order_by("pk").first()
    version = reverse("admin:paths_step_simple_history", args=[step.pk, first.pk])
    data = sent_by(staff.get(version).text, "historicalstep_form")
    assert staff.post(version, data).status_code == 302
    step.refresh_from_db()
    assert step.title == old
    assert step.body_html == render(step)


def test_answers_change_words_and_order_but_never_codes(staff):
    question = Question.objects.get(code="goal")
    codes = list(question.answers.values_list("code", flat=True))
    data = form_of(staff, question)
    data |= {"answers-0-label": "Sapere", "answers-0-position": "9", "answers-0-code": "altro"}
    assert staff.post(address(question), data).status_code == 302
    after = list(Answer.objects.filter(question=question).order_by("position"))
    assert [answer.code for answer in after] == [*codes[1:], codes[0]]
    assert after[-1].label == "Sapere"
    assert staff.get(reverse("admin:paths_question_add")).status_code == 403


def test_a_new_form_of_a_term_links_the_texts_that_use_it(staff):
    term = GlossaryTerm.objects.get(slug="campione")
    step = Step.objects.get(code="S01")
    save(staff, step, body="Una parola rarissima: zufolo.")
    assert save(staff, term, aliases="zufolo\nzufoli").status_code == 302
    step.refresh_from_db()
    assert f'<a class="term" href="{term.get_absolute_url()}">zufolo</a>' in step.body_html


def test_a_term_may_point_only_to_codes_that_exist(staff):
    term = GlossaryTerm.objects.get(slug="campione")
    answer = save(staff, term, see="S04\nS99")
    assert "Nel catalogo non ci sono questi codici: S99." in errors_of(answer)[0]


def test_exports_are_safe_in_a_spreadsheet_and_follow_the_filters(staff):
    phase = Phase.objects.get(code="F1")
    Step.objects.filter(code="S01").update(title='=HYPERLINK("http://x")')
    address = reverse("admin:paths_step_export") + f"?phase__id__exact={phase.pk}"
    response = staff.post(address, {"format": "0", "resource": "0"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["code"] for row in rows] == list(phase.steps.values_list("code", flat=True))
    assert rows[0]["title"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["phase__code"] == "F1"
    assert "body_html" not in rows[0]


def imported(staff, text):
    address = reverse("admin:paths_glossaryterm_import")
    file = io.BytesIO(text.encode())
    file.name = "glossario.csv"
    return staff.post(address, {"import_file": file, "format": "0", "resource": "0"})


def test_the_glossary_comes_back_from_a_spreadsheet(staff):
    text = (
        "slug;term;short;aliases;see;source\n"
        "campione;Campione;Definizione nuova, con virgole.;campioni | campionamenti;S10;\n"
        "zufolo;Zufolo;Uno strumento a fiato.;zufoli;;\n"
    )
    answer = imported(staff, text)
    confirm = {
        name: answer.context["confirm_form"].initial[name]
        for name in ("import_file_name", "original_file_name", "format", "resource")
    }
    staff.post(reverse("admin:paths_glossaryterm_process_import"), confirm)
    term = GlossaryTerm.objects.get(slug="campione")
    assert (term.short, term.aliases) == (
        "Definizione nuova, con virgole.",
        ["campioni", "campionamenti"],
    )
    assert GlossaryTerm.objects.get(slug="zufolo").aliases == ["zufoli"]


def test_an_import_with_an_unknown_code_says_which_row(staff):
    text = "slug;term;short;aliases;see;source\nzufolo;Zufolo;Un fiato.;;S99;\n"
    answer = imported(staff, text)
    assert "Codici che nel catalogo non ci sono: S99." in answer.text
    assert not GlossaryTerm.objects.filter(slug="zufolo").exists()


@pytest.mark.parametrize("model", [SearchDocument])
def test_what_the_portal_writes_by_itself_is_only_looked_at(staff, model):
    row = model.objects.first()
    assert staff.get(address(row)).status_code == 200
    assert staff.post(address(row), {"title": "x"}).status_code == 403
    assert staff.get(address(row, "add")).status_code == 403


@pytest.mark.parametrize("model", ADMINS)
def test_no_page_of_the_admin_carries_inline_script_or_style(staff, model):
    row = model.objects.first()
    for page in ("changelist", "change", "history"):
        text = staff.get(address(row, page)).text
        assert "<script>" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert " onchange=" not in text


def test_a_path_that_rules_name_is_not_deleted_and_the_rules_are_told(staff):
    path = Path.objects.get(code="P08")
    for page in (staff.get(address(path, "delete")), staff.post(address(path, "delete"), YES)):
        assert "oggetti protetti" not in page.text
        assert "Si trova nelle regole in vigore, versione 1: R10" in page.text
    assert Path.objects.filter(code="P08").exists()


def test_a_tool_that_only_a_draft_names_is_not_deleted(staff):
    draft = actions.start_draft(parent=RuleSet.objects.in_force().get())
    rules = loads(draft.canonical)
    never = Modifier("M99", {}, exclude_tools={"T40"}, because="non serve")
    rules = replace(rules, modifiers=(*rules.modifiers, never))
    actions.save_draft(draft=draft, rules=rules)
    tool = Tool.objects.get(code="T40")
    assert "Si trova nella bozza 2: M99" in staff.post(address(tool, "delete"), YES).text
    assert Tool.objects.filter(code="T40").exists()
    actions.discard_draft(draft=draft)
    staff.post(address(tool, "delete"), YES)
    assert not Tool.objects.filter(code="T40").exists()


def test_deleting_many_spares_them_all_if_rules_name_one(staff):
    rows = list(DeepDive.objects.filter(code__in=["A05", "A10"]))
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]} | YES
    assert "(A10) non si può eliminare" in staff.post(address(rows[0], "changelist"), chosen).text
    assert DeepDive.objects.filter(code__in=["A05", "A10"]).count() == 2


def test_a_path_in_force_is_not_withdrawn_by_its_form_nor_from_the_list(staff):
    path = Path.objects.get(code="P08")
    without = {name: value for name, value in form_of(staff, path).items() if name != "published"}
    assert "le regole in vigore lo propongono (R10)" in " ".join(
        errors_of(staff.post(address(path), without))
    )
    chosen = {"action": "withdraw_selected", "_selected_action": [path.pk]}
    answer = staff.post(address(path, "changelist"), chosen, follow=True)
    assert "non si può togliere dal sito" in answer.text
    path.refresh_from_db()
    assert path.published


def test_a_path_offers_only_questionnaires_to_advise(staff):
    path = Path.objects.get(code="P01")
    page = staff.get(address(path)).text
    offered = html.fromstring(page).get_element_by_id("id_questionnaire").xpath("option/@value")
    tools = Tool.objects.filter(code__in=["T14", "T15", "T16", "T17", "T18"])
    assert set(offered) == {"", *(str(pk) for pk in tools.values_list("pk", flat=True))}
    emoticons = Tool.objects.get(code="T18")
    assert save(staff, path, questionnaire=str(emoticons.pk)).status_code == 302
    path.refresh_from_db()
    assert path.questionnaire == emoticons


@pytest.mark.parametrize(
    ("model", "said"),
    [(DeepDive, "Approfondimento"), (Phase, "Fase"), (Question, "Domanda"), (Step, "Passo")],
)
def test_what_was_saved_is_told_in_good_italian(staff, model, said):
    row = model.objects.first()
    answer = staff.post(address(row), form_of(staff, row), follow=True)
    told = str(next(iter(answer.context["messages"])))
    assert told.startswith(f"{said} ")
    assert ("stata modificata" in told) == (model in (Phase, Question))
