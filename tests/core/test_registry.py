# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from migliorapa.core import registry


@pytest.fixture
def another_app(monkeypatch):
    offered = registry.Related("webinar", "Come si campiona", "/eventi/1/", "giovedì 4 luglio")
    answer = {"campione": [offered]}
    apps = {
        "paths": registry._related["paths"],
        "events": lambda topics: [r for t in topics for r in answer.get(t, [])],
    }
    monkeypatch.setattr(registry, "_related", apps)
    return offered


def test_every_app_says_what_it_has_about_a_topic(catalogue, another_app):
    found = registry.related(["campione"])
    assert another_app in found
    assert {"passo", "strumento", "approfondimento"} <= {item.kind for item in found}


def test_an_app_may_be_left_out_because_it_is_the_one_asking(catalogue, another_app):
    assert registry.related(["campione"], leaving_out="paths") == [another_app]


def test_nobody_answers_about_a_topic_that_nobody_has(catalogue):
    assert registry.related(["ornitorinchi"]) == []


def test_whoever_has_pages_to_find_offers_them_to_the_search(catalogue):
    assert {"core", "paths"} <= {app for app, _ in registry.search_sources()}


def test_a_profile_is_told_in_words_and_by_its_codes_when_no_app_knows_them(catalogue, monkeypatch):
    profile = {"admin": "scuola"}
    assert registry.profile_in_words(profile) == [("Amministrazione", "Scuola")]
    monkeypatch.setattr(registry, "_profile_words", {})
    assert registry.profile_in_words(profile) == [("admin", "scuola")]
