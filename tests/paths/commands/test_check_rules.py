# SPDX-License-Identifier: AGPL-3.0-or-later
import json

import pytest

from paths import actions
from paths.actions import INITIAL_RULES
from paths.models import RuleSet


@pytest.fixture
def broken(tmp_path):
    """The initial rules without their default, and a rule that never wins."""
    document = json.loads(INITIAL_RULES.read_text())
    document["rules"] = [r for r in document["rules"] if r["code"] != "R999"]
    never = {"code": "R41", "level": 1, "outcome": "P06", "because": "mai"}
    document["rules"].append(never | {"when": {"admin": ["scuola"], "channel": ["online"]}})
    file = tmp_path / "rotte.json"
    file.write_text(json.dumps(document))
    return file


def test_the_rules_in_force_pass(catalogue, manage):
    ended = manage("check_rules")
    assert ended.code == 0
    assert "Regole, versione 1: 129.600 profili controllati." in ended.out
    assert ended.out.rstrip().endswith("Segnalazioni che bloccano: 0. Altre: 1.")


def test_a_blocking_finding_exits_with_one(catalogue, manage, broken):
    ended = manage("check_rules", str(broken))
    assert ended.code == 1
    assert "Da sistemare prima di mettere in vigore" in ended.out
    assert "- Profili senza percorso. Nessuna regola decide 10.080 profili." in ended.out
    assert "- Regola che non vince mai. La regola R41 non vince mai: la copre R40" in ended.out
    assert "amministrazione: tutte tranne sanità e scuola" in ended.out


def test_json_tells_everything_by_code(catalogue, manage, broken):
    ended = manage("check_rules", str(broken), "--json")
    document = json.loads(ended.out)
    missing = next(f for f in document["findings"] if f["kind"] == "missing")
    assert ended.code == 1
    assert (missing["drafting"], missing["publishing"]) == ("warning", "refused")
    assert missing["profiles"] == 10080
    assert missing["example"]["nature"] == "transactional"
    assert missing["boxes"][0]["admitted"]["nature"] == ["transactional", "information"]
    dead = next(f for f in document["findings"] if f["kind"] == "dead")
    assert (dead["codes"], dead["others"]) == (["R41"], ["R40"])
    assert document["blocking"] == sum(f["publishing"] == "refused" for f in document["findings"])
    assert (document["profiles"], document["wins"]["R10"]) == (129600, 25920)
    assert document["paths"]["P01"] == 0


def test_a_draft_is_checked_by_its_number(catalogue, manage):
    draft = actions.start_draft(parent=RuleSet.objects.in_force().get())
    ended = manage("check_rules", "--draft", str(draft.version), "--json")
    assert json.loads(ended.out)["ruleset"] == {"version": 2, "sha256": draft.sha256}


def test_standard_input_is_a_file_too(catalogue, manage):
    ended = manage("check_rules", "-", given=INITIAL_RULES.read_bytes())
    assert (ended.code, "129.600 profili" in ended.out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/nessuna/parte"], "«/nessuna/parte»: il file o la cartella non c'è"),
        (["."], "«.»: è una cartella"),
        (["README.md"], "non è un JSON valido"),
        (["--draft", "99"], "La versione 99 delle regole non esiste."),
        (["x.json", "--draft", "1"], "un file oppure --draft"),
    ],
)
def test_unreadable_input_exits_with_two(
    catalogue, manage, arguments, sentence, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("# Nessuna regola")
    ended = manage("check_rules", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.error


def test_what_would_change_against_the_rules_in_force_is_told(catalogue, manage, broken):
    out = manage("check_rules", str(broken)).out
    assert "Chi cambia percorso rispetto alle regole in vigore" in out
    assert "a nessun percorso: 10.080 profili" in out
    changes = json.loads(manage("check_rules", str(broken), "--json").out)["changes"]
    lost = next(change for change in changes["paths"] if change["after"] is None)
    assert (lost["before"], lost["profiles"]) == ("P01", 10080)
    assert lost["boxes"][0]["admitted"]
    assert json.loads(manage("check_rules", "--json").out)["changes"] is None
