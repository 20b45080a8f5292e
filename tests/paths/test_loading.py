# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from paths.loading.kinds import KINDS
from paths.loading.load import FOLDER, ContentError, load_content
from paths.models import GlossaryTerm, Path, RuleSet, Step, Tool

pytestmark = pytest.mark.usefixtures("catalogue")
BRIEF = json.loads((FOLDER / "rules" / "initial.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "content")
    return tmp_path / "content"


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_loading_again_changes_nothing():
    report = load_content()
    assert not report.changed
    assert report.unchanged == 326 + len(report.kept)


def test_a_changed_file_updates_a_text_that_staff_left_alone(folder):
    change(folder / "steps" / "S01.md", "Costituite il gruppo", "Formate il gruppo")
    report = load_content(folder)
    assert report.updated == ["steps/S01.md"]
    assert Step.objects.get(code="S01").title == "Formate il gruppo di lavoro"


def test_a_text_edited_by_staff_is_kept_and_the_changed_file_reported(folder):
    step = Step.objects.get(code="S01")
    step.title = "Titolo della redazione"
    step.save()
    assert load_content(folder).kept == []
    change(folder / "steps" / "S01.md", "Costituite il gruppo", "Formate il gruppo")
    report = load_content(folder)
    assert report.kept == ["steps/S01.md"]
    step.refresh_from_db()
    assert step.title == "Titolo della redazione"


def test_links_edited_by_staff_count_as_edits(folder):
    Step.objects.get(code="S01").tools.clear()
    change(folder / "steps" / "S01.md", "Costituite il gruppo", "Formate il gruppo")
    assert load_content(folder).kept == ["steps/S01.md"]
    assert not Step.objects.get(code="S01").tools.exists()


def test_a_text_deleted_by_staff_does_not_come_back(folder):
    GlossaryTerm.objects.get(slug="aapor").delete()
    assert load_content(folder).deleted == ["glossary/aapor"]
    assert not GlossaryTerm.objects.filter(slug="aapor").exists()


def test_a_deleted_text_comes_back_when_asked_and_never_over_an_edited_one(folder):
    GlossaryTerm.objects.get(slug="aapor").delete()
    assert load_content(folder, restore="glossary/aapor").created == ["glossary/aapor"]
    Step.objects.filter(code="S01").update(title="Titolo della redazione")
    load_content(folder, restore="steps/S01.md")
    assert Step.objects.get(code="S01").title == "Titolo della redazione"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days_min: 1", "days_min: molti", "S01.md"),
        ("tools: [T01, T08]", "tools: [T01, T99]", "T99"),
        ("phase: F1", "phase: F9", "S01.md"),
        ("days_min: 1", "giorni: 1", "giorni"),
        ("code: S01", "code: [", "S01.md"),
    ],
)
def test_a_faulty_file_is_named_and_nothing_is_loaded(folder, old, new, said):
    change(folder / "paths" / "P01.md", "Prima rilevazione allo sportello", "Altro titolo")
    change(folder / "steps" / "S01.md", old, new)
    with pytest.raises(ContentError, match=said):
        load_content(folder)
    assert Path.objects.get(code="P01").title == "Prima rilevazione allo sportello"


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_content", stdout=out)
    assert "Testi nuovi 0, aggiornati 0" in out.getvalue()
    out = StringIO()
    call_command("load_content", "--quiet", stdout=out)
    assert out.getvalue() == ""


def test_the_first_load_publishes_the_initial_rules_and_the_second_does_not():
    assert RuleSet.objects.get().status == RuleSet.Status.PUBLISHED
    call_command("load_content", "--quiet")
    assert RuleSet.objects.count() == 1


def test_codes_links_and_phases_are_those_of_the_rules():
    steps = {item["code"]: item["tools"] for item in BRIEF["steps"]}
    for step in Step.objects.all():
        tools = step.steptool_set.order_by("position").values_list("tool__code", flat=True)
        assert list(tools) == steps[step.code]
    paths = {item["code"]: item for item in BRIEF["paths"]}
    for path in Path.objects.all():
        links = path.pathstep_set.order_by("position").values_list("step__code", flat=True)
        dives = path.pathdeepdive_set.order_by("position").values_list("deep_dive__code", flat=True)
        assert list(links) == paths[path.code]["steps"]
        assert list(dives) == paths[path.code]["deep_dives"]
    assert list(Tool.objects.values_list("code", flat=True)) == BRIEF["tools"]


def test_a_path_follows_its_file_for_the_questionnaire_and_refuses_what_is_not_one(folder):
    change(folder / "paths" / "P01.md", "questionnaire: T14", "questionnaire: T18")
    assert load_content(folder).updated == ["paths/P01.md"]
    assert Path.objects.get(code="P01").questionnaire.code == "T18"
    change(folder / "paths" / "P01.md", "questionnaire: T18", "questionnaire: T19")
    with pytest.raises(ContentError, match="non è un questionario standard"):
        load_content(folder)


def test_a_path_loaded_before_it_could_advise_one_does_not_look_edited(folder):
    file = folder / "paths" / "P01.md"
    change(file, "questionnaire: T14\n", "")
    load_content(folder)
    kind = next(kind for kind in KINDS if kind.model is Path)
    with_no_questionnaire = kind.read(Path.objects.get(code="P01"))
    assert "questionnaire" not in with_no_questionnaire
    change(file, "\nsteps:", "\nquestionnaire: T14\nsteps:")
    assert load_content(folder).updated == ["paths/P01.md"]


def test_the_fault_of_a_file_is_told_in_italian(folder):
    file = folder / "steps" / "S01.md"
    change(file, "code: S01", "code: [")
    with pytest.raises(ContentError, match=r"S01\.md»: non è YAML valido alla riga \d+, colonna"):
        load_content(folder)
    change(file, "code: [", "code: S01")
    change(file, "phase: F1", "phase: F9")
    with pytest.raises(ContentError, match="nomina qualcosa che non c'è"):
        load_content(folder)
