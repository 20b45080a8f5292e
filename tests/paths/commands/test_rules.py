# SPDX-License-Identifier: AGPL-3.0-or-later
import io
import json
import sys

import pytest

from paths.actions import INITIAL_RULES
from paths.engine import import_dmn, sha256
from paths.models import RuleSet


@pytest.fixture
def exported(catalogue, manage, tmp_path):
    file = tmp_path / "regole.json"
    manage("rules", "export", "--output", str(file))
    return file


def edit(file, change):
    document = json.loads(file.read_text())
    change({rule["code"]: rule for rule in document["rules"]})
    file.write_text(json.dumps(document))


def statuses():
    return dict(RuleSet.objects.values_list("version", "status"))


def test_export_writes_the_canonical_content(exported, manage):
    row = RuleSet.objects.in_force().get()
    assert exported.read_text() == row.canonical
    assert manage("rules", "export").out == row.canonical
    assert manage("rules", "export", "--version", "1").out == row.canonical


def test_export_as_dmn_reads_back_as_the_same_rules(catalogue, manage):
    out = manage("rules", "export", "--format", "dmn").out
    assert sha256(import_dmn(out.encode())) == RuleSet.objects.in_force().get().sha256


def test_import_makes_a_draft_and_says_its_number_and_findings(exported, manage):
    ended = manage("rules", "import", str(exported), "--note", "dal portale di prova")
    assert ended.out.startswith("Bozza 2 creata. Segnalazioni che bloccano: 0. Altre: 1.")
    assert "Profili che restano alla regola predefinita" in ended.out
    assert statuses() == {1: "published", 2: "draft"}
    assert RuleSet.objects.get(version=2).note == "dal portale di prova"


def test_import_publishes_only_when_told_to(exported, manage):
    ended = manage("rules", "import", str(exported), "--publish")
    assert (ended.code, ended.out.rstrip().endswith("La versione 2 è in vigore.")) == (0, True)
    assert statuses() == {1: "archived", 2: "published"}


def test_changed_profiles_must_be_acknowledged_here_too(exported, manage):
    edit(exported, lambda rules: rules["R110"].update(outcome="P01"))
    ended = manage("rules", "import", str(exported), "--publish")
    assert ended.code == 1
    assert "La bozza 2 resta bozza. Con questa bozza cambiano percorso 1.512 profili" in ended.error
    assert "ripetete il comando con --acknowledge" in ended.error
    assert "(P04) a «Prima rilevazione allo sportello» (P01): 1.512 profili" in ended.out
    assert statuses() == {1: "published", 2: "draft"}
    assert manage("rules", "import", str(exported), "--publish", "--acknowledge").code == 0
    assert statuses()[3] == "published"


def test_blocking_findings_stop_publishing_whatever_is_acknowledged(exported, manage):
    edit(exported, lambda rules: rules["R999"].update(active=False))
    ended = manage("rules", "import", str(exported), "--publish", "--acknowledge")
    assert ended.code == 1
    assert "sistemate prima le segnalazioni che bloccano" in ended.error
    assert statuses() == {1: "published", 2: "draft"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "/nessuna/parte"], "Non posso leggere «/nessuna/parte»"),
        (["import", "manage.py"], "manage.py: Il file non è un JSON valido"),
        (["import", "manage.py", "--format", "dmn"], "manage.py: "),
        (["export", "--version", "9"], "La versione 9 delle regole non esiste."),
        (["export", "--output", "/nessuna/parte.json"], "Non posso scrivere «/nessuna/parte.json»"),
    ],
)
def test_unusable_files_exit_with_two_and_one_sentence(catalogue, manage, arguments, sentence):
    ended = manage("rules", *arguments)
    assert ended.code == 2
    assert sentence in ended.error
    assert "\n" not in ended.error
    assert statuses() == {1: "published"}


def test_an_unknown_answer_is_named_and_nothing_is_kept(exported, manage):
    edit(exported, lambda rules: rules["R60"].update(when={"channel": ["fax"]}))
    ended = manage("rules", "import", str(exported))
    assert ended.code == 2
    assert "«fax» non ammessa per «channel». Risposte ammesse: desk, online," in ended.error
    assert statuses() == {1: "published"}


def without_modifier(file, code):
    document = json.loads(file.read_text())
    document["modifiers"] = [row for row in document["modifiers"] if row["code"] != code]
    document["golden_cases"] = []
    file.write_text(json.dumps(document))
    return next(
        row for row in json.loads(INITIAL_RULES.read_text())["modifiers"] if row["code"] == code
    )


def test_changed_modifiers_are_told_and_must_be_acknowledged(exported, manage):
    gone = without_modifier(exported, "M10")
    ended = manage("rules", "import", str(exported), "--publish")
    assert ended.code == 1
    assert "cambiano strumenti, approfondimenti o passi" in ended.error
    assert "Nessun profilo." in ended.out
    for code in (*gone["add_tools"], *gone["add_deep_dives"]):
        assert f"({code}): " in ended.out
    assert manage("rules", "import", str(exported), "--publish", "--acknowledge").code == 0


def test_a_rule_without_its_reason_is_not_put_in_force(exported, manage):
    edit(exported, lambda rules: rules["R60"].update(because=""))
    ended = manage("rules", "import", str(exported), "--publish", "--acknowledge")
    assert ended.code == 1
    assert "Manca il perché. La regola R60 non dice perché" in ended.out
    assert statuses() == {1: "published", 2: "draft"}


def test_dmn_columns_have_italian_heads(catalogue, manage):
    out = manage("rules", "export", "--format", "dmn").out
    assert 'label="Amministrazione"' in out


class Gone(io.StringIO):
    def flush(self):
        raise BrokenPipeError

    def fileno(self):
        return self.file.fileno()


def test_a_reader_that_leaves_ends_nothing_badly(exported, manage, monkeypatch, tmp_path):
    Gone.file = (tmp_path / "fuori").open("w")
    monkeypatch.setattr(sys, "stdout", Gone())
    assert manage("rules", "import", str(exported), "--publish").code == 0
    assert statuses()[2] == "published"
    Gone.file.close()
