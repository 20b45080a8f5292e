# SPDX-License-Identifier: AGPL-3.0-or-later
import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from paths import actions
from paths.engine import export_dmn, import_dmn, loads, sha256
from paths.models import RuleSet

from .rules_pages import rules_of

LIST = "/redazione/paths/ruleset/"
IMPORT = "/redazione/paths/ruleset/importa/"
GIVEN = "/redazione/paths/recommendation/"
PROFILE = {"nature": "internal"}


@pytest.mark.parametrize("drafts", [1, 3])
def test_the_list_asks_the_same_questions_however_long(
    editor, in_force, drafts, django_assert_num_queries
):
    for _ in range(drafts):
        actions.start_draft(parent=in_force)
    editor.get(LIST)
    with django_assert_num_queries(7):
        editor.get(LIST)


@pytest.mark.parametrize("cases", [1, 9])
def test_the_page_of_a_draft_asks_the_same_questions_however_long(
    editor, draft, cases, django_assert_num_queries
):
    rules = rules_of(draft)
    actions.save_draft(draft=draft, rules=replace(rules, golden_cases=rules.golden_cases[:cases]))
    address = f"/redazione/paths/ruleset/{draft.pk}/change/"
    editor.get(address)
    with django_assert_num_queries(21):
        editor.get(address)


def test_the_list_says_state_author_and_findings(editor, draft, redazione):
    rules = rules_of(draft)
    actions.save_draft(draft=draft, rules=replace(rules, rules=rules.rules[:-1]), note="prova")
    page = " ".join(editor.get(LIST).content.decode().split())
    assert "Bozza" in page
    assert "prova" in page
    assert "2 che bloccano, 4 in tutto" in page
    assert "Nuova bozza da questa versione" in page


def test_the_json_downloaded_is_the_canonical_content(editor, in_force):
    answer = editor.get(f"{LIST}{in_force.pk}/regole.json")
    assert answer.content.decode() == in_force.canonical
    assert answer.headers["Content-Disposition"] == 'attachment; filename="regole-versione-1.json"'


def test_the_dmn_downloaded_reads_back_as_the_same_rules(editor, in_force):
    answer = editor.get(f"{LIST}{in_force.pk}/regole.dmn")
    assert sha256(import_dmn(answer.content)) == in_force.sha256


def send(editor, data, name="regole.json", note=""):
    return editor.post(IMPORT, {"file": SimpleUploadedFile(name, data), "note": note})


def test_a_file_becomes_a_draft_never_a_version_in_force(editor, in_force):
    send(editor, in_force.canonical.encode(), note="dal portale di prova")
    draft = RuleSet.objects.drafts().get()
    assert (draft.sha256, draft.note) == (in_force.sha256, "dal portale di prova")
    assert RuleSet.objects.in_force().get() == in_force


def test_a_dmn_file_is_told_from_its_content(editor, in_force):
    send(editor, export_dmn(loads(in_force.canonical)), name="qualunque.txt")
    assert RuleSet.objects.drafts().get().sha256 == in_force.sha256


def changed(in_force, change):
    document = json.loads(in_force.canonical)
    change(document)
    return json.dumps(document).encode()


UNUSABLE = {
    "not a file of rules": (lambda row: b"\x89PNG\x00\xff", "non è un testo UTF-8"),
    "empty JSON": (lambda row: b"{}", "Formato non riconosciuto"),
    "XML of something else": (lambda row: b"<a/>", "non è un modello DMN"),
    "unknown answer": (
        lambda row: changed(row, lambda d: d["rules"][0]["when"].update(nature=["x"])),
        "«x» non ammessa per «nature»",
    ),
    "path of another portal": (
        lambda row: changed(
            row, lambda d: (d["paths"].append({"code": "P77"}), d["rules"][0].update(outcome="P77"))
        ),
        "percorso sconosciuto: «P77»",
    ),
    "code too long for the archive": (
        lambda row: changed(row, lambda d: d["rules"][0].update(code="R" * 40)),
        "supera i 20 caratteri",
    ),
    "text that cannot be printed": (
        lambda row: changed(row, lambda d: d["rules"][0].update(because="a\x00b")),
        "un carattere che non si può stampare",
    ),
    "half a surrogate": (
        lambda row: changed(row, lambda d: d["rules"][0].update(note="\ud800")),
        "caratteri non validi",
    ),
    "too large": (lambda row: b" " * 2_000_001, "supera i 2 MB"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_an_unusable_file_is_refused_with_a_sentence(editor, in_force, case):
    make, sentence = UNUSABLE[case]
    answer = send(editor, make(in_force))
    assert answer.status_code == 200
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert RuleSet.objects.count() == 1


def test_the_comparison_names_rows_and_parts(editor, draft):
    rules = rules_of(draft)
    moved = [replace(r, level=70, outcome="P02") if r.code == "R60" else r for r in rules.rules]
    actions.save_draft(draft=draft, rules=replace(rules, rules=moved[:-1], base_weight=5))
    page = " ".join(editor.get(f"{LIST}{draft.pk}/confronto/").content.decode().split())
    assert "<td>7</td><td>70</td>" in page
    assert "<td>«Servizi e portali online» (P03)</td>" in page
    assert '<th scope="row">R999</th><td colspan="3">tolto</td>' in page
    assert "<td>3</td><td>5</td>" in page


def test_the_boxes_of_every_path_are_told_in_words(editor, in_force):
    page = " ".join(editor.get(f"{LIST}{in_force.pk}/chi-entra/").content.decode().split())
    assert "25.920 profili, 20,0 % di tutti." in page
    assert "<td>tutte tranne sanità e scuola</td>" in page
    assert "<td>periodica o già integrata</td>" in page


def test_recommendations_are_counted_by_path_within_the_filter(editor, catalogue):
    for profile in ({"nature": "internal"}, {"nature": "internal"}, {"nature": "collective"}):
        actions.keep_recommendation(profile=profile)
    page = " ".join(editor.get(GIVEN).content.decode().split())
    assert "<dt>«Utenti interni» (P08)</dt><dd>2</dd>" in page
    assert "servizio: interno" in page
    only = " ".join(editor.get(GIVEN, {"percorso": "P10"}).content.decode().split())
    assert "<dt>«Indagine sulla popolazione» (P10)</dt><dd>1</dd>" in only
    assert "(P08)</dt>" not in only


def test_a_recommendation_is_read_never_written(editor, catalogue):
    row = actions.keep_recommendation(profile=PROFILE)
    address = f"{GIVEN}{row.pk}/change/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"path": "P01"}).status_code == 403
    assert editor.post(f"{GIVEN}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.path == "P08"


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_of_recommendations_asks_the_same_questions(
    editor, catalogue, times, django_assert_num_queries
):
    for _ in range(times):
        actions.keep_recommendation(profile=PROFILE)
    with django_assert_num_queries(17):
        editor.get(GIVEN)


def test_a_version_in_force_can_be_tried_without_a_draft(editor, in_force):
    tried = {"trial": "1", "trial-nature": "internal", "trial-admin": "scuola"}
    page = " ".join(editor.get(f"{LIST}{in_force.pk}/change/", tried).content.decode().split())
    assert "per la regola R10 di livello 12: il servizio scelto si rivolge a utenti interni" in page
    assert "R40, livello 9: «Istituzioni scolastiche» (P06)" in page
    wrong = editor.get(f"{LIST}{in_force.pk}/change/", tried | {"trial-admin": "stato"})
    assert "«stato» non è tra le risposte di questa domanda" in wrong.content.decode()


def test_the_history_says_who_did_what(editor, in_force):
    editor.post(f"{LIST}{in_force.pk}/nuova-bozza/")
    draft = RuleSet.objects.drafts().get()
    page = editor.get(f"{LIST}{draft.pk}/history/").content.decode()
    assert "Bozza nata dalla versione 1." in page
    assert "Paolo Riva" in page
