# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every state with every verb and every actor: stated here as allowed, or refused."""

from datetime import timedelta
from itertools import product

import pytest

from helpdesk.workflow import (
    CLOSES_AFTER,
    REOPENS_WITHIN,
    Actor,
    NotAllowed,
    Refusal,
    State,
    Verb,
    allowed,
    next_state,
)

# Verb, then actors (r requester, c colleague, o operator, s system) and where it leads.
STATED = {
    "unconfirmed": "confirm r new, spam o spam",
    "new": "take o open, answer o open, ask_back o waiting, requester_replies rc new, "
    "solve o solved, close r closed, merge o merged, spam o spam",
    "open": "answer o open, ask_back o waiting, requester_replies rc open, solve o solved, "
    "close r closed, merge o merged, spam o spam",
    "waiting": "answer o waiting, ask_back o waiting, requester_replies rc open, solve os solved, "
    "close r closed, merge o merged, spam o spam",
    "solved": "answer o solved, requester_replies rc open, reopen rco open, close rs closed, "
    "merge o merged, spam o spam",
    "closed": "requester_replies rc open, reopen rco open",
    "merged": "separate o open",
    "spam": "reopen o new",
}
LETTERS = {"requester": "r", "colleague": "c", "operator": "o", "system": "s"}
CLOSED_LATE = REOPENS_WITHIN + timedelta(seconds=1)


def stated() -> dict[tuple[str, str, str], str]:
    found = {}
    for state, row in STATED.items():
        for cell in filter(None, row.split(", ")):
            verb, letters, result = cell.split()
            for actor, letter in LETTERS.items():
                if letter in letters:
                    found[state, verb, actor] = result
    return found


EVERY = [tuple(map(str, each)) for each in product(State, Verb, Actor)]
ALLOWED = stated()


def test_the_table_speaks_of_known_names_alone():
    assert set(ALLOWED) <= set(EVERY)
    assert set(STATED) == set(State)
    assert len(EVERY) == 8 * 11 * 4


@pytest.mark.parametrize(("state", "verb", "actor"), EVERY)
def test_each_move_is_stated_or_refused(state, verb, actor):
    since = CLOSES_AFTER if actor == "system" else timedelta(0)
    result = ALLOWED.get((state, verb, actor))
    assert (Verb(verb) in allowed(state, actor, since=since)) is (result is not None)
    if result is not None:
        assert next_state(state, verb, actor, since=since) == result
        return
    with pytest.raises(NotAllowed) as refused:
        next_state(state, verb, actor, since=since)
    others = any((state, verb, other) in ALLOWED for other in LETTERS)
    assert refused.value.reason == (Refusal.ACTOR if others else Refusal.STATE)
    assert str(refused.value)[0].isupper()
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("verb", ["reopen", "requester_replies"])
def test_a_closed_request_wakes_up_within_thirty_days(verb):
    assert next_state("closed", verb, "requester", since=timedelta(days=30)) == "open"
    with pytest.raises(NotAllowed, match=r"più di 30 giorni\. Apritene una nuova") as refused:
        next_state("closed", verb, "requester", since=CLOSED_LATE)
    assert refused.value.reason is Refusal.TIME
    assert allowed("closed", "requester", since=CLOSED_LATE) == []


def test_a_solved_request_has_no_such_limit():
    assert next_state("solved", "reopen", "requester", since=CLOSED_LATE) == "open"


def test_the_portal_closes_what_is_solved_after_fourteen_days_and_not_before():
    assert next_state("solved", "close", "system", since=timedelta(days=14)) == "closed"
    with pytest.raises(NotAllowed, match="risolta da 14 giorni") as refused:
        next_state("solved", "close", "system", since=timedelta(days=13, hours=23))
    assert refused.value.reason is Refusal.TIME
    assert next_state("solved", "close", "requester") == "closed"


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        (("new", "take", "requester"), "Può prendere in carico la richiesta solo un operatore."),
        (("open", "close", "operator"), "Può chiudere la richiesta solo chi ha aperto la richies"),
        (("solved", "close", "colleague"), "solo chi ha aperto la richiesta o il portale."),
        (("closed", "answer", "operator"), "Non è possibile rispondere alla richiesta: lo stato"),
        (("waiting", "take", "operator"), "lo stato è «in attesa di chi ha chiesto»."),
        (("waiting", "reopen", "requester"), "lo stato è «in attesa di voi»."),
        (("merged", "requester_replies", "requester"), "unita a un'altra: continuate in quella."),
        (("unconfirmed", "requester_replies", "requester"), "lo stato è «da confermare»."),
    ],
)
def test_a_refusal_tells_the_person_why(move, sentence):
    with pytest.raises(NotAllowed) as refused:
        next_state(*move)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("wrong", [("lost", "take", "operator"), ("new", "x", "operator")])
def test_unknown_names_are_no_refusal_but_a_mistake(wrong):
    with pytest.raises(ValueError, match="is not a valid") as raised:
        next_state(*wrong)
    assert not isinstance(raised.value, NotAllowed)


def test_buttons_come_in_a_fixed_order_with_a_name():
    assert [verb.label for verb in allowed("open", "operator")] == [
        "Rispondete",
        "Chiedete chiarimenti",
        "Segnate come risolta",
        "Unite a un'altra richiesta",
        "Segnate come indesiderata",
    ]
    assert allowed("waiting", "requester") == [Verb.REQUESTER_REPLIES, Verb.CLOSE]
    assert allowed("new", "colleague") == [Verb.REQUESTER_REPLIES]
    assert allowed("open", "system") == []


def test_every_name_has_its_words():
    words = [state.label for state in State], [state.operator_label for state in State]
    assert len({*words[0]}) == len({*words[1]}) == len(State)
    assert State.WAITING.label == "in attesa di voi"
    assert State.SPAM.operator_label == "indesiderata"
    assert len({verb.label for verb in Verb}) == len({verb.phrase for verb in Verb}) == len(Verb)


def test_no_request_is_stuck():
    """From every state some moves lead to the end."""
    reached = {"closed", "merged"}
    while more := {start for (start, _, _), end in ALLOWED.items() if end in reached} - reached:
        reached |= more
    assert reached == set(State)
