# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from paths import actions
from paths.engine import GoldenCase, Rule
from paths.models import Path, RuleSet

from .rules_pages import CHANGE, Sheet, rules_of

PUBLISH = "/redazione/paths/ruleset/{}/in-vigore/"
ROLL_BACK = "/redazione/paths/ruleset/{}/torna/"


def rewrite(draft, **changes):
    return actions.save_draft(draft=draft, rules=replace(rules_of(draft), **changes))


def with_rule(draft, code, **changes):
    rules = rules_of(draft).rules
    return rewrite(draft, rules=[replace(r, **changes) if r.code == code else r for r in rules])


def default_switched_off(draft):
    with_rule(draft, "R999", active=False)
    rewrite(draft, golden_cases=())


def two_paths_at_one_level(draft):
    with_rule(draft, "R80", level=6)


def a_rule_that_never_wins(draft):
    never = Rule("R41", 1, {"admin": {"scuola"}, "channel": {"online"}}, "P06", "mai")
    with_rule(draft, "R999", level=0)
    rewrite(draft, rules=(*rules_of(draft).rules, never))


def a_case_that_fails(draft):
    case = GoldenCase("G99", {"nature": "internal"}, "P01")
    rewrite(draft, golden_cases=(case,))


BLOCKING = {
    default_switched_off: "Profili senza percorso",
    two_paths_at_one_level: "Conflitto nello stesso livello",
    a_rule_that_never_wins: "Regola che non vince mai",
    a_case_that_fails: "Caso di prova non riuscito",
}


def send(client, row, address=PUBLISH, **data):
    """Presses the button of the page, with the stamp that the page carries."""
    return client.post(address.format(row.pk), {"seen": actions.review_stamp(row), **data})


def status(row):
    return RuleSet.objects.get(pk=row.pk).status


@pytest.mark.parametrize("spoil", BLOCKING, ids=lambda spoil: spoil.__name__)
def test_each_blocking_finding_forbids_publishing(editor, draft, in_force, spoil):
    spoil(draft)
    page = editor.get(PUBLISH.format(draft.pk)).content.decode()
    assert BLOCKING[spoil] in page
    assert "Questa bozza non si può ancora mettere in vigore" in page
    assert "Mettete in vigore la versione" not in page
    draft.refresh_from_db()
    refused = send(editor, draft, acknowledged="1")
    assert "sistemate prima le segnalazioni che bloccano" in refused.content.decode()
    assert (status(draft), status(in_force)) == ("draft", "published")


def test_a_dead_rule_made_inactive_no_longer_blocks(editor, draft):
    a_rule_that_never_wins(draft)
    with_rule(draft, "R41", active=False)
    draft.refresh_from_db()
    send(editor, draft, acknowledged="1")
    assert status(draft) == "published"


def test_changed_profiles_must_be_acknowledged(editor, draft, in_force):
    draft = with_rule(draft, "R110", outcome="P01")
    assert "Ho letto chi cambia percorso" in editor.get(PUBLISH.format(draft.pk)).content.decode()
    refused = send(editor, draft)
    assert "cambiano percorso 1.512 profili" in refused.content.decode()
    assert status(draft) == "draft"
    assert send(editor, draft, acknowledged="1").status_code == 302
    assert (status(draft), status(in_force)) == ("published", "archived")


def test_a_draft_that_moves_nobody_asks_for_no_acknowledgment(editor, draft, redazione):
    assert "acknowledged" not in editor.get(PUBLISH.format(draft.pk)).content.decode()
    send(editor, draft)
    row = RuleSet.objects.get(pk=draft.pk)
    assert (row.status, row.published_by) == ("published", redazione)


def test_what_changed_after_it_was_read_cannot_be_acknowledged(editor, draft):
    stamp = actions.review_stamp(with_rule(draft, "R110", outcome="P01"))
    with_rule(draft, "R110", outcome="P05")
    refused = editor.post(PUBLISH.format(draft.pk), {"seen": stamp, "acknowledged": "1"})
    assert "Mentre leggevate le regole sono cambiate" in refused.content.decode()
    assert status(draft) == "draft"


def test_another_version_in_force_makes_the_comparison_old(editor, draft, in_force):
    other = actions.start_draft(parent=in_force)
    stamp = actions.review_stamp(draft)
    actions.publish(draft=other, actor=None)
    editor.post(PUBLISH.format(draft.pk), {"seen": stamp, "acknowledged": "1"})
    assert status(draft) == "draft"


def test_a_draft_that_names_what_the_catalogue_lost_is_not_published(editor, draft):
    Path.objects.filter(code="P10").update(published=False)
    refused = send(editor, draft, acknowledged="1").content.decode()
    assert "La bozza nomina qualcosa che il catalogo non ha più." in refused
    assert status(draft) == "draft"


def test_no_version_that_names_what_the_catalogue_lost_comes_back(editor, draft, in_force):
    send(editor, with_rule(draft, "R110", outcome="P01"), acknowledged="1")
    Path.objects.filter(code="P10").update(published=False)
    refused = send(editor, in_force, ROLL_BACK).content.decode()
    assert "La versione 1 nomina qualcosa che il catalogo non ha più." in refused
    assert status(in_force) == "archived"


def test_reading_the_page_publishes_nothing(editor, draft):
    editor.get(PUBLISH.format(draft.pk), {"acknowledged": "1"})
    assert status(draft) == "draft"


def test_an_archived_version_comes_back_as_it_was(editor, draft, in_force):
    send(editor, draft)
    in_force.refresh_from_db()
    page = editor.get(ROLL_BACK.format(in_force.pk)).content.decode()
    assert "Rimettete in vigore la versione 1" in page
    assert status(in_force) == "archived"
    sha256 = in_force.sha256
    send(editor, in_force, ROLL_BACK)
    in_force.refresh_from_db()
    assert (in_force.status, in_force.sha256) == ("published", sha256)
    assert status(draft) == "archived"


def test_a_draft_cannot_be_rolled_back_to(editor, draft, in_force):
    send(editor, draft, ROLL_BACK)
    assert (status(draft), status(in_force)) == ("draft", "published")


@pytest.mark.parametrize("field", ["canonical", "sha256", "version"])
def test_the_database_refuses_to_change_a_published_version(in_force, field):
    value = 77 if field == "version" else "altro"
    with pytest.raises(IntegrityError, match="non si cambia"), transaction.atomic():
        RuleSet.objects.filter(pk=in_force.pk).update(**{field: value})


def test_the_database_refuses_to_delete_a_published_version(in_force):
    with pytest.raises(IntegrityError, match="non si elimina"), transaction.atomic():
        RuleSet.objects.filter(pk=in_force.pk).delete()


def test_writing_on_a_published_version_loses_nothing_and_makes_a_draft_aside(editor, draft):
    sheet = Sheet.open(editor, draft).type("R60", because="scritto intanto")
    actions.publish(draft=draft, actor=None)
    again = sheet.resend()
    assert "è già stata messa in vigore" in again.text("rules-problems")
    assert again.typed[f"{again.prefix('R60')}-because"] == ["scritto intanto"]
    again.send("aside")
    aside = RuleSet.objects.drafts().get()
    assert "scritto intanto" in aside.canonical
    assert aside.parent_id == draft.pk


def test_a_draft_is_discarded_only_by_post(editor, draft):
    address = f"/redazione/paths/ruleset/{draft.pk}/elimina/"
    assert "sparisce" in editor.get(address).content.decode()
    assert status(draft) == "draft"
    editor.post(address)
    assert not RuleSet.objects.filter(pk=draft.pk).exists()


def test_a_published_version_is_not_discarded(editor, in_force):
    editor.post(f"/redazione/paths/ruleset/{in_force.pk}/elimina/")
    assert status(in_force) == "published"


def test_a_new_draft_starts_from_the_version_named(editor, in_force):
    answer = editor.post(f"/redazione/paths/ruleset/{in_force.pk}/nuova-bozza/")
    new = RuleSet.objects.drafts().get()
    assert (new.parent, new.sha256) == (in_force, in_force.sha256)
    assert answer.headers["Location"] == CHANGE.format(new.pk)


def test_no_draft_starts_from_a_draft(editor, draft):
    editor.post(f"/redazione/paths/ruleset/{draft.pk}/nuova-bozza/")
    assert RuleSet.objects.drafts().count() == 1


def test_a_draft_can_be_opened_when_the_catalogue_lost_something(editor, in_force):
    Path.objects.filter(code="P10").update(published=False)
    editor.post(f"/redazione/paths/ruleset/{in_force.pk}/nuova-bozza/")
    assert RuleSet.objects.drafts().get().sha256 == in_force.sha256
