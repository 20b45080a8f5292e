# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace

import pytest
from django.urls import reverse

from paths import actions, snapshot
from paths.engine import Rule, loads
from paths.models import Path, Recommendation, RuleSet

COMUNE = {
    "admin": "comune",
    "nature": "transactional",
    "channel": "desk",
    "experience": "none",
    "goal": "know",
    "size": "under50",
    "users": "200_2000",
    "contacts": "no_list",
}
ASK, RESULT = reverse("paths:ask"), reverse("paths:result")
pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_first_question_is_the_type_of_administration(client):
    response = client.get(ASK)
    assert response.context["question"].code == "admin"
    assert "Domanda 1 di 8" in response.text


def test_the_address_holds_the_answers_given_so_far(client):
    response = client.get(ASK, {"admin": "comune", "nature": "personal"})
    assert response.context["question"].code == "channel"
    assert '<input type="hidden" name="nature" value="personal">' in response.text


def test_an_earlier_answer_can_be_changed_without_losing_the_others(client):
    response = client.get(ASK, COMUNE | {"domanda": "nature"})
    assert response.context["question"].code == "nature"
    assert response.context["chosen"] == "transactional"
    assert "nature" not in response.context["others"].answers
    assert len(response.context["others"].answers) == 7


def test_the_paths_still_possible_narrow_down(client):
    every = client.get(ASK).context["possible"]
    some = client.get(ASK, {"nature": "internal"}).context["possible"]
    assert len(every) == 10
    assert [title for title, _ in some] == ["Utenti interni"]


@pytest.mark.parametrize("code", ["size", "users", "contacts"])
def test_the_number_like_questions_can_be_skipped(client, code):
    answers = {key: value for key, value in COMUNE.items() if key != code}
    response = client.get(ASK, answers)
    assert "Saltate questa domanda" in response.text
    response = client.get(ASK, answers | {"salta": code})
    assert "Controllate le risposte" in response.text


def test_the_others_cannot_be_skipped(client):
    response = client.get(ASK, {"salta": "admin"})
    assert response.context["question"].code == "admin"
    assert "Saltate questa domanda" not in response.text


def test_an_answer_that_does_not_exist_is_asked_again_with_a_sentence(client):
    response = client.get(ASK, COMUNE | {"nature": "<script>"})
    assert response.context["question"].code == "nature"
    assert "La risposta scelta non è tra quelle di questa domanda" in response.text
    assert "<script>alert" not in response.text


def test_the_result_needs_the_questions_that_choose_the_path(client):
    response = client.get(RESULT, {"admin": "comune"})
    assert response.status_code == 302
    assert response.url == f"{ASK}?admin=comune"


def test_looking_at_a_result_keeps_nothing_and_sets_no_cookie(client):
    response = client.get(RESULT, COMUNE)
    assert response.status_code == 200
    assert not Recommendation.objects.exists()
    assert not response.cookies


def test_sending_the_answers_keeps_profile_version_and_rule(client):
    response = client.post(RESULT, COMUNE)
    assert response.status_code == 303
    kept = Recommendation.objects.get()
    assert (kept.profile, kept.rule, kept.path) == (COMUNE, "R999", "P01")
    assert kept.ruleset.version == 1
    assert client.get(response.url).context["path"].code == "P01"
    assert not response.cookies


def test_answers_sent_from_another_site_are_refused(client):
    response = client.post(RESULT, COMUNE, headers={"Origin": "https://altrove.example"})
    assert response.status_code == 403
    assert not Recommendation.objects.exists()


def test_missing_answers_are_named_and_nothing_typed_is_lost(client):
    response = client.post(RESULT, {"admin": "scuola", "goal": "know"})
    assert response.status_code == 422
    assert list(response.context["state"].errors) == ["nature", "channel", "experience"]
    assert 'id="admin-scuola" value="scuola" checked' in response.text
    assert not Recommendation.objects.exists()


def test_the_result_says_the_sentence_the_deciding_answers_and_what_would_change(client):
    text = client.get(RESULT, COMUNE).text
    assert (
        "Vi proponiamo il percorso «Prima rilevazione allo sportello» perché è il percorso "
        "standard, adatto a chi inizia o ha poca esperienza." in text
    )
    assert "Inoltre: senza un elenco di contatti la rilevazione si fa sul posto;" in text
    told = client.get(RESULT, COMUNE).context["told"]
    assert {given.code for given in told.deciding} == {
        *("admin", "nature", "channel", "experience", "goal")
    }
    what_if = {row.answer: row for _, rows in told.what_if for row in rows}
    assert what_if["Sito, portale o app"].path.code == "P03"
    assert [item.code for item in what_if["Sì, con indirizzi e-mail"].items] == ["T26"]


def test_a_step_left_out_is_not_shown_and_the_reason_is(client):
    told = client.get(RESULT, COMUNE | {"users": "under200"}).context["told"]
    assert "S10" not in [step.code for step in told.outline.steps]
    assert [(step.code, because) for step, because in told.removed] == [
        (
            "S10",
            "gli utenti sono pochi: conviene sentirli tutti invece di estrarre un campione",
        )
    ]


def test_a_tool_added_for_the_profile_comes_with_its_reason(client):
    told = client.get(RESULT, COMUNE | {"users": "unknown"}).context["told"]
    assert ("T07", "prima di campionare serve una stima degli utenti") in [
        (item.code, because) for item, because in told.added
    ]


def test_the_type_is_prefilled_from_the_readers_administration(client, bari):
    client.force_login(bari)
    response = client.get(ASK)
    assert response.context["chosen"] == "comune"
    assert "La risposta viene dalla vostra amministrazione: Comune di Bari" in response.text
    assert response.context["question"].code == "admin"


def test_the_fragment_is_only_the_list_of_paths(client):
    response = client.get(reverse("paths:still_possible"), {"nature": "collective"})
    assert "Indagine sulla popolazione" in response.text
    assert "<html" not in response.text


def test_the_result_page_asks_the_database_once(client, django_assert_num_queries):
    client.get(RESULT, COMUNE)
    with django_assert_num_queries(1):
        client.get(RESULT, COMUNE | {"goal": "priorities"})


def test_the_longest_result_fits_the_weight_of_a_page(client):
    in_depth = {"channel": "multi", "experience": "systematic", "goal": "priorities"}
    response = client.get(RESULT, COMUNE | in_depth)
    assert response.context["path"].code == "P04"
    assert len(response.content) <= 30 * 1024


@pytest.mark.parametrize("lost", ["deleted", "withdrawn"])
def test_a_path_lost_behind_the_back_of_the_rules_gives_an_honest_page(client, lost):
    path = Path.objects.filter(code="P01")
    path.delete() if lost == "deleted" else path.update(published=False)
    response = client.get(RESULT, COMUNE)
    assert response.status_code == 404
    assert "Il percorso adatto a voi oggi non è sul sito" in response.text
    assert f"{ASK}?admin=comune" in response.text


def test_answers_that_leave_two_paths_open_name_both(client):
    current = RuleSet.objects.in_force().get()
    draft = actions.start_draft(parent=current)
    rules = loads(draft.canonical)
    few = next(q for q in rules.questions if q.code == "users").answers[0]
    small = Rule("R45", 90, {"users": {few}}, "P02", "avete pochi utenti")
    rules = replace(rules, rules=(*rules.rules, small), golden_cases=())
    actions.save_draft(draft=draft, rules=rules)
    actions.publish(draft=draft, actor=None, acknowledged=True)
    answers = {key: value for key, value in COMUNE.items() if key != "users"}
    response = client.get(RESULT, answers | {"salta": "users"})
    assert "Le vostre risposte lasciano aperti più percorsi" in response.text
    assert "Prima rilevazione allo sportello" in response.text


def test_an_item_that_two_modifiers_name_tells_both_reasons(client):
    snapshot.current()
    small = {"admin": "comune", "goal": "performance", "size": "under50"}
    told = client.get(RESULT, COMUNE | small).context["told"]
    reasons = next(why for item, why in told.added if item.code == "A04")
    modifiers = {m.code: m.because for m in snapshot.current().compiled.modifiers}
    assert reasons == f"{modifiers['M09']} e perché {modifiers['M11']}"


def test_the_first_thing_to_do_fits_a_telephone_too(client):
    snapshot.current()
    told = client.get(RESULT, COMUNE | {"channel": "phone"}).context["told"]
    assert told.path.code == "P01"
    assert "al telefono" in told.path.first_thing
