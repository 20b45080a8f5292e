# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from datetime import timedelta

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from migliorapa.core import links

TOKEN = links.sign("events:cancel", 12, "aB3-_")


def test_a_token_gives_back_the_row_and_the_nonce():
    assert links.read("events:cancel", TOKEN) == (12, "aB3-_")
    assert links.read("events:cancel", links.sign("events:cancel", 7)) == (7, "")


def test_a_token_stands_in_an_address_as_it_is_and_is_short():
    assert re.fullmatch(r"[A-Za-z0-9._-]+", TOKEN)
    assert len(TOKEN) <= 70


def test_a_token_is_good_for_its_purpose_only():
    with pytest.raises(links.Broken):
        links.read("events:attend", TOKEN)


@pytest.mark.parametrize("position", range(len(TOKEN)))
def test_one_character_changed_anywhere_breaks_it(position):
    other = "A" if TOKEN[position] != "A" else "B"
    with pytest.raises(links.Broken):
        links.read("events:cancel", TOKEN[:position] + other + TOKEN[position + 1 :])


@given(st.one_of(st.text(max_size=400), st.none(), st.integers(), st.binary(max_size=10)))
def test_nothing_else_opens_anything(token):
    with pytest.raises(links.Broken):
        links.read("events:cancel", token)


@pytest.mark.parametrize(
    "token",
    ["", ".", "12", TOKEN + "\n", TOKEN + "." * 400, TOKEN + "è"],
    ids=["nothing", "a dot", "a number", "a new line", "too long", "an accent"],
)
def test_pieces_of_tokens_are_broken(token):
    with pytest.raises(links.Broken):
        links.read("events:cancel", token)


def test_a_token_expires_when_it_is_asked_to(monkeypatch):
    then = signing.time.time() - 3600
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: then)
        token = links.sign("events:cancel", 12)
    assert links.read("events:cancel", token, max_age=timedelta(hours=2)) == (12, "")
    with pytest.raises(links.Expired):
        links.read("events:cancel", token, max_age=timedelta(minutes=59))
    with pytest.raises(links.Broken):
        links.read("events:cancel", token, max_age=3599)


def test_another_key_of_the_site_reads_nothing(settings):
    settings.SECRET_KEY = "un'altra"
    with pytest.raises(links.Broken):
        links.read("events:cancel", TOKEN)


@pytest.mark.parametrize("nonce", ["a.b", "a/b", "è", "a b", "x" * 65])
def test_a_nonce_that_would_not_stand_in_an_address_is_refused(nonce):
    with pytest.raises(ValueError):
        links.sign("events:cancel", 12, nonce)
