# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.axis import axis_for
from paths.toolbox.factors import Factor
from paths.toolbox.importance_map import importance_map
from paths.toolbox.label_placement import BASELINE, Box, place_label, text_box
from paths.toolbox.map_chart import map_chart
from tests.paths.toolbox.helpers import checked
from tests.paths.toolbox.test_importance_map import EXAMPLE, factor_lists


def texts(ticks):
    return [tick.text for tick in ticks]


def boxes(chart):
    return [text_box(dot.text, dot.text_x, dot.text_y - BASELINE, dot.anchor) for dot in chart.dots]


def test_satisfaction_grows_to_the_right_and_importance_upwards():
    chart = map_chart(importance_map(EXAMPLE, highest=10))
    p1, p2, p3, p4, p5 = chart.dots
    assert p4.x < p2.x == p5.x < chart.threshold_x < p1.x == p3.x
    assert p3.y < p1.y < p5.y == chart.threshold_y < p2.y < p4.y
    assert [dot.number for dot in chart.dots] == [1, 2, 3, 4, 5]
    assert texts(chart.x_ticks) == ["2", "3", "4", "5", "6", "7", "8", "9"]


def test_each_title_stands_in_its_own_corner():
    chart = map_chart(importance_map(EXAMPLE))
    corners = {
        title.quadrant: (title.x < chart.threshold_x, title.y < chart.threshold_y)
        for title in chart.titles
    }
    assert corners == {
        "concentrate": (True, True),
        "keep": (False, True),
        "low": (True, False),
        "excess": (False, False),
    }


def test_a_midpoint_outside_the_marks_is_still_drawn():
    satisfied = [Factor("A", 8, 8), Factor("B", 9, 9)]
    chart = map_chart(importance_map(satisfied, "midpoint", 10))
    assert chart.plot.left <= chart.threshold_x < min(dot.x for dot in chart.dots)


@checked
@given(factor_lists, st.sampled_from(["mean", "median"]))
def test_everything_drawn_lies_inside_the_plot(factors, rule):
    chart = map_chart(importance_map(factors, rule, 10))
    plot = chart.plot
    across = [dot.x for dot in chart.dots] + [tick.position for tick in chart.x_ticks]
    up = [dot.y for dot in chart.dots] + [tick.position for tick in chart.y_ticks]
    assert all(plot.left <= x <= plot.right for x in [*across, chart.threshold_x])
    assert all(plot.top <= y <= plot.bottom for y in [*up, chart.threshold_y])
    assert len(chart.x_ticks) >= 2
    assert len(chart.y_ticks) >= 2


@checked
@given(factor_lists)
def test_every_dot_lies_on_the_side_of_its_quadrant(factors):
    result = importance_map(factors)
    chart = map_chart(result)
    for factor, dot in zip(result.factors, chart.dots, strict=True):
        above = dot.y <= chart.threshold_y + 0.01
        right = dot.x >= chart.threshold_x - 0.01
        assert above or factor.quadrant in ("low", "excess")
        assert right or factor.quadrant in ("low", "concentrate")


def test_labels_of_factors_in_the_same_place_do_not_cover_each_other():
    same = [Factor(name, 5, 5) for name in ("Attesa", "Cortesia", "Orari")]
    chart = map_chart(importance_map([*same, Factor("Sito", 1, 1)], highest=10))
    labels = boxes(chart)
    assert all(
        one.overlap(other) == 0 for at, one in enumerate(labels) for other in labels[at + 1 :]
    )


def test_a_label_near_the_right_edge_turns_to_the_left():
    frame = Box(0, 0, 200, 100)
    label = place_label("Chiarezza", 190, 50, frame, [])
    assert label.anchor == "end"
    assert label.box.overlap(frame) == pytest.approx(label.box.area)
    assert place_label("Chiarezza", 20, 50, frame, []).anchor == "start"


def test_without_a_free_place_the_label_covers_as_little_as_possible():
    frame = Box(0, 0, 200, 100)
    everywhere = [Box(0, 0, 200, 100)]
    left_half_twice = [*everywhere, Box(0, 0, 100, 100)]
    assert place_label("AB", 100, 50, frame, left_half_twice).anchor == "start"


def test_long_labels_are_shortened_on_the_chart_only():
    name = "Chiarezza delle informazioni ricevute allo sportello"
    chart = map_chart(importance_map([Factor(name, 1, 2), Factor("B", 2, 1)]))
    assert chart.dots[0].label == name
    assert chart.dots[0].text == "Chiarezza delle informazion…"


def test_the_axes_stop_at_the_ends_of_the_scale():
    chart = map_chart(importance_map([Factor("A", 1, 1), Factor("B", 5, 5)], highest=5))
    assert (chart.x_ticks[0].text, chart.x_ticks[-1].text) == ("1", "5")
    correlations = [Factor("A", -1, 1), Factor("B", 1, 5)]
    chart = map_chart(importance_map(correlations, highest=5, importance_kind="derived"))
    assert (chart.y_ticks[0].text, chart.y_ticks[-1].text) == ("−1,0", "1,0")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.1, 4.2], ["2,8", "3,0", "3,2", "3,4", "3,6", "3,8", "4,0", "4,2", "4,4"]),
        ([0, 100], ["−20", "0", "20", "40", "60", "80", "100", "120"]),
        ([4, 4], ["3,4", "3,6", "3,8", "4,0", "4,2", "4,4", "4,6"]),
    ],
)
def test_ticks_are_round_numbers_in_italian(values, expected):
    assert texts(axis_for(values, 0, 100).ticks) == expected


@checked
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=10))
def test_an_axis_covers_its_values_with_few_ticks(values):
    axis = axis_for(values, 0, 100)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 12
    assert all(0 <= axis.position(value) <= 100 for value in values)
