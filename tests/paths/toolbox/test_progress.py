# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.toolbox.errors import ToolboxError
from paths.toolbox.progress import Group, collection_progress, parse_groups
from tests.paths.toolbox.helpers import IMPOSSIBLE

TWELFTH_OF_MAY = """\
Gruppo;Previste;Inviti;Complete
Sede centrale;130;82;61
Pieve;35;33;24
Professionisti;18;60;5"""


def test_what_is_missing_and_how_many_invitations_it_takes():
    result = collection_progress(parse_groups(TWELFTH_OF_MAY))
    assert [g.missing for g in result.groups] == [69, 11, 13]
    assert [g.more_invitations for g in result.groups] == [93, 16, 156]
    assert (result.planned, result.collected, result.missing) == (183, 90, 93)
    assert result.rate == 90 / 175
    assert result.furthest.label == "Professionisti"


def test_a_group_over_its_number_does_not_make_up_for_another():
    result = collection_progress([Group("Sede", 10, 20, 15), Group("Pieve", 10, 20, 4)])
    assert result.missing == 6
    assert [g.more_invitations for g in result.groups] == [0, 30]


def test_whole_divisions_ask_for_no_invitation_more():
    (group,) = collection_progress([Group("Sede", 30, 30, 10)]).groups
    assert group.more_invitations == 60


def test_without_answers_there_is_no_rate_to_go_by():
    (group,) = collection_progress([Group("Sede", 10, 5, 0)]).groups
    assert group.rate == 0
    assert group.more_invitations is None
    result = collection_progress([Group("Sede", 10, 0, 0)])
    assert result.rate is None
    assert "non calcolabile" in result.method_note


def test_when_every_group_has_arrived_the_sentence_says_so():
    result = collection_progress([Group("Sede", 10, 20, 12)])
    assert result.sentence == (
        "Avete 12 risposte complete su 10 previste: ogni gruppo ha raggiunto il suo numero."
    )


@pytest.mark.parametrize("value", IMPOSSIBLE)
@pytest.mark.parametrize("name", ["planned", "invited", "collected"])
def test_impossible_figures_are_refused(name, value):
    figures = {"planned": 10, "invited": 5, "collected": 1, name: value}
    with pytest.raises(ToolboxError) as caught:
        collection_progress([Group("Sede", **figures)])
    assert caught.value.field == "groups"


def test_more_answers_than_invitations_are_refused():
    with pytest.raises(ToolboxError, match="tra 0 e 5"):
        collection_progress([Group("Sede", 10, 5, 6)])


@pytest.mark.parametrize("groups", [[], None, [Group("", 1, 1, 1)], [Group("x" * 121, 1, 1, 1)]])
def test_groups_need_a_name_and_at_least_one(groups):
    with pytest.raises(ToolboxError):
        collection_progress(groups)


@pytest.mark.parametrize("text", ["Sede;10;5", "Sede;10;5;;", "Sede;10;5;1;9", "10;5;1;2"])
def test_a_table_of_another_shape_is_refused(text):
    with pytest.raises(ToolboxError):
        collection_progress(parse_groups(text))
