# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.test import Client

from paths.models import RuleSet
from tests.factories.accounts import UserFactory

from .rules_pages import Sheet, rule


@pytest.fixture
def colleague(db):
    client = Client()
    client.force_login(UserFactory(email="elena@esempio.invalid", name="Elena Bruni", staff=True))
    return client


@pytest.fixture
def late(editor, colleague, draft):
    """What the second editor typed, when the first has already saved something else."""
    sheet = Sheet.open(editor, draft).type("R60", because="scritto per secondo")
    Sheet.open(colleague, draft).type("R40", because="scritto per primo").send()
    return sheet


def test_the_second_to_save_is_told_by_whom_and_loses_nothing(late, draft):
    again = late.resend()
    told = again.text("rules-problems")
    assert "Elena Bruni ha salvato questa bozza dopo che l'avete aperta" in told
    assert "Le due scritture differiscono in: R40, R60." in told
    assert again.typed[f"{again.prefix('R60')}-because"] == ["scritto per secondo"]
    assert rule(draft, "R40").because == "scritto per primo"
    assert rule(draft, "R60").because == "il servizio si usa soprattutto online"


def test_saving_again_does_not_overwrite_by_itself(late, draft):
    late.resend().resend()
    assert rule(draft, "R40").because == "scritto per primo"


def test_overwriting_must_be_asked_for(late, draft):
    again = late.resend()
    stamp = again.html.xpath("//input[@name='head-overwrite']/@value")
    again.typed["head-overwrite"] = stamp
    assert again.send().status_code == 302
    assert rule(draft, "R60").because == "scritto per secondo"
    assert rule(draft, "R40").because == "la vostra amministrazione è un'istituzione scolastica"


def test_the_second_may_save_in_a_draft_aside(late, draft, in_force):
    late.resend().send("aside")
    aside = RuleSet.objects.drafts().exclude(pk=draft.pk).get()
    assert rule(aside, "R60").because == "scritto per secondo"
    assert aside.parent == in_force
    assert rule(draft, "R40").because == "scritto per primo"


def test_trying_a_profile_does_not_mind_who_saved(late):
    late.typed["trial-nature"] = ["internal"]
    assert "«Utenti interni» (P08)" in late.resend("try").text("rules-tried")


def test_a_draft_discarded_by_a_colleague_can_be_saved_aside(editor, colleague, draft):
    sheet = Sheet.open(editor, draft).type("R60", because="scritto invano")
    colleague.post(f"/redazione/paths/ruleset/{draft.pk}/elimina/")
    again = sheet.resend()
    assert "Un'altra persona ha eliminato questa bozza" in again.text("rules-problems")
    again.send("aside")
    assert rule(RuleSet.objects.drafts().get(), "R60").because == "scritto invano"
