# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.contrib.auth.models import Group, Permission

from paths.models import RuleSet

from .rules_pages import CHANGE, Sheet

PAGES = ["change", "in-vigore", "elimina", "confronto", "chi-entra", "regole.json", "regole.dmn"]


def address(row, page):
    return f"/redazione/paths/ruleset/{row.pk}/{page}" + ("" if "." in page else "/")


@pytest.mark.parametrize("page", PAGES)
def test_staff_of_the_project_reach_every_page(editor, draft, page):
    assert editor.get(address(draft, page)).status_code == 200


@pytest.mark.parametrize("who", ["bari", "operatrice"])
@pytest.mark.parametrize("page", [*PAGES, "nuova-bozza"])
def test_nobody_else_reads_or_writes(client, request, draft, who, page):
    client.force_login(request.getfixturevalue(who))
    before = RuleSet.objects.values_list("status", "sha256").order_by("pk")
    kept = list(before)
    for answer in (client.get(address(draft, page)), client.post(address(draft, page))):
        assert answer.status_code in (302, 403, 405)
        assert "R999" not in answer.content.decode()
    assert list(before) == kept


@pytest.mark.parametrize("page", ["in-vigore", "elimina", "nuova-bozza"])
def test_who_may_only_look_changes_nothing(client, redazione, draft, page):
    group = Group.objects.get(name="Redazione")
    group.permissions.remove(
        *Permission.objects.filter(content_type__model="ruleset").exclude(codename="view_ruleset")
    )
    client.force_login(redazione)
    assert client.post(address(draft, page)).status_code == 403
    assert RuleSet.objects.filter(status="draft").count() == 1
    read = client.get(CHANGE.format(draft.pk)).content.decode()
    assert "Questa versione si legge soltanto" in read
    assert 'id="bozza"' not in read


def test_a_version_in_force_is_read_not_written(editor, in_force):
    page = editor.get(CHANGE.format(in_force.pk)).content.decode()
    assert "Nuova bozza da questa versione" in page
    assert 'id="bozza"' not in page
    assert "tutte tranne scuola" in page


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "abc"])
def test_a_version_that_does_not_exist_is_not_an_accident(editor, catalogue, pk):
    assert editor.get(CHANGE.format(pk)).status_code in (302, 404)


def bad_codes(typed, prefix):
    typed[f"{prefix}-when_channel"] = ["fax", "online"]
    typed[f"{prefix}-outcome"] = ["P99"]


def nul_bytes(typed, prefix):
    for name in typed:
        if not name.endswith("_FORMS"):
            typed[name] = ["a\x00b"]


def control_characters(typed, prefix):
    typed[f"{prefix}-because"] = ["prima\x1bdopo"]


def half_a_management_form(typed, prefix):
    del typed["rules-TOTAL_FORMS"]


def more_initial_rows_than_rows(typed, prefix):
    typed["modifiers-INITIAL_FORMS"] = ["60"]
    typed["modifiers-TOTAL_FORMS"] = ["60"]


def a_huge_level(typed, prefix):
    typed[f"{prefix}-level"] = ["9" * 5000]


def a_code_that_is_no_code(typed, prefix):
    typed[f"{prefix}-code"] = ["<b>R 60"]


SPOIL = [
    bad_codes,
    nul_bytes,
    control_characters,
    half_a_management_form,
    more_initial_rows_than_rows,
    a_huge_level,
    a_code_that_is_no_code,
]


@pytest.mark.parametrize("spoil", SPOIL, ids=lambda spoil: spoil.__name__)
def test_a_spoiled_post_is_told_and_saves_nothing(editor, draft, spoil):
    sheet = Sheet.open(editor, draft)
    spoil(sheet.typed, sheet.prefix("R60"))
    for do in ("save", "try", "case", "publish", "aside", "altro"):
        answer = sheet.send(do)
        assert answer.status_code == 200
        assert "Non ho salvato" in answer.content.decode()
    assert RuleSet.objects.get(pk=draft.pk).sha256 == draft.sha256
    assert RuleSet.objects.count() == 2


def test_an_unknown_stamp_counts_as_an_old_one(editor, draft):
    sheet = Sheet.open(editor, draft).type("R60", because="altro")
    sheet.typed["head-seen"] = ["ieri"]
    assert "Un'altra persona" in sheet.resend().text("rules-problems").replace(
        "un'altra", "Un'altra"
    )
    assert RuleSet.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_ten_thousand_fields_are_refused_whole(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.typed |= {f"rules-{n}-level": ["1"] for n in range(1000, 11000)}
    assert sheet.send().status_code == 400
    assert RuleSet.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_a_billion_rows_are_refused_without_counting_them(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.typed["rules-TOTAL_FORMS"] = ["1000000000"]
    assert "Non ho salvato" in sheet.send().content.decode()
    assert RuleSet.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_an_empty_post_saves_nothing(editor, draft):
    answer = editor.post(CHANGE.format(draft.pk), {})
    assert answer.status_code == 200
    assert RuleSet.objects.get(pk=draft.pk).sha256 == draft.sha256


def test_what_was_typed_is_shown_as_text(editor, draft):
    sheet = Sheet.open(editor, draft)
    sheet.type("R60", because="<script>alert(1)</script>", level="x", note="</textarea><b>")
    page = sheet.send().content.decode()
    assert "<script>alert" not in page
    assert "</textarea><b>" not in page
