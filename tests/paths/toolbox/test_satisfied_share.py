# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.toolbox.errors import ToolboxError
from paths.toolbox.satisfied_share import emoticon_index, top_two_box
from tests.paths.toolbox.helpers import IMPOSSIBLE


def test_the_two_highest_marks_are_counted_whatever_the_scale():
    assert top_two_box([1, 2, 3, 10, 4]).share == 0.7
    assert top_two_box([2, 1, 1]).share == 0.5
    assert top_two_box([0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1]).satisfied == 4


def test_the_emoticon_index_is_green_over_all_votes():
    result = emoticon_index(82, 10, 8)
    assert (result.share, result.satisfied, result.n) == (0.82, 82, 100)
    assert emoticon_index(0, 1, 0).share == 0


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 1.5])
def test_impossible_counts_are_refused_by_field(value):
    for at, field in enumerate(("green", "yellow", "red")):
        votes = [1, 1, 1]
        votes[at] = value
        with pytest.raises(ToolboxError, match="numero intero") as caught:
            emoticon_index(*votes)
        assert caught.value.field == field
    with pytest.raises(ToolboxError, match="Risposte per voto"):
        top_two_box([1, value, 1])


@pytest.mark.parametrize("counts", [[], [1, 2], [1] * 12, "12345", None])
def test_the_scale_has_from_three_to_eleven_marks(counts):
    with pytest.raises(ToolboxError, match="ne servono da 3 a 11") as caught:
        top_two_box(counts)
    assert caught.value.field == "counts"


def test_no_answer_at_all_is_refused():
    for calculate in (lambda: top_two_box([0, 0, 0]), lambda: emoticon_index(0, 0, 0)):
        with pytest.raises(ToolboxError, match="almeno una risposta"):
            calculate()


def test_the_texts_name_what_is_counted():
    assert emoticon_index(1_640, 200, 160).sentence.startswith(
        "Quota di faccine verdi: 82,0%, cioè 1.640 su 2.000 risposte."
    )
    assert "Quota dei due voti più alti: 50,0%" in top_two_box([2, 1, 1]).method_note
