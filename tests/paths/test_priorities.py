# SPDX-License-Identifier: AGPL-3.0-or-later
"""The map of importance and satisfaction, offered to apps that measure both."""

from migliorapa.core import registry
from paths.priorities import in_order


def test_what_is_important_and_pleases_little_comes_first_the_widest_gap_before():
    aspects = [("d", 3, 9), ("c", 3, 4), ("b", 9, 8), ("a2", 8, 4), ("a1", 9, 3)]
    assert in_order(aspects) == [
        ("a1", "Concentrarsi qui"),
        ("a2", "Concentrarsi qui"),
        ("b", "Mantenere"),
        ("c", "Bassa priorità"),
        ("d", "Possibile eccesso"),
    ]


def test_one_alone_has_nothing_to_be_compared_with():
    assert in_order([("a", 9, 3)]) == []
    assert in_order([]) == []


def test_other_apps_ask_for_it_and_hear_nothing_where_no_app_knows(monkeypatch):
    aspects = [("a", 3, 9), ("b", 9, 3)]
    assert [name for name, _ in registry.priorities(aspects)] == ["b", "a"]
    monkeypatch.setattr(registry, "_priorities", {})
    assert registry.priorities(aspects) == []
