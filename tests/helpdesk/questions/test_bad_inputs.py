# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile addresses, words and forms: a clean page or a clear refusal, never a fault."""

import pytest

from helpdesk.models import PublicAnswer, PublicQuestion, PublicVote

pytestmark = pytest.mark.django_db
VALUES = ["abc", "-1", "9" * 400, "%00", "%ed%a0%80", "a" * 3000, "<script>", "../x", "\u0663"]
MARKS = [
    "<script>alert(1)</script> testo",
    "[a](javascript:alert(1)) testo",
    "<svg onload=alert(1)> testo",
    "![a](https://altrove.invalid/spia.png) testo",
    "[" * 5000,
]


@pytest.fixture
def reader(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("value", VALUES)
def test_no_value_breaks_the_list_or_makes_a_page(reader, question, value):
    query = f"argomento={value}&senza={value}&prima={value}"
    assert reader.get(f"/aiuto/domande/?{query}").status_code == 200
    assert reader.get(f"/aiuto/domande/{value}/").status_code == 404
    assert reader.get(f"/aiuto/domanda/{value}/").status_code == 404
    assert reader.get(f"/aiuto/come-rispondiamo/?q={value}").status_code == 200


@pytest.mark.parametrize("value", [*VALUES[:3], "\0", "1e3", ""])
def test_no_number_of_an_answer_breaks_a_vote(reader, question, reply, bari, value):
    reader.force_login(bari)
    for do in ("vote", "unvote", "accept", "withdraw_answer"):
        response = reader.post(question.get_absolute_url(), {"do": do, "answer": value})
        assert response.status_code == 404
    assert not PublicVote.objects.exists()


@pytest.mark.parametrize("value", [*VALUES[:3], "\0", "domanda-", "domanda-x", "", "risposta-99"])
def test_no_entry_breaks_moderation(reader, waiting, operatrice, value):
    reader.force_login(operatrice)
    for do in ("approve", "refuse"):
        response = reader.post(
            "/aiuto/operatori/moderazione/", {"do": do, "entry": value, "reason": "x"}
        )
        assert response.status_code in {404, 422}
    assert reader.post("/aiuto/operatori/moderazione/", {"do": "brucia"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


@pytest.mark.parametrize("words", MARKS)
def test_marks_never_reach_the_page(reader, question, operatrice, words):
    reader.force_login(operatrice)
    reader.post(question.get_absolute_url(), {"body": words})
    page = reader.get(question.get_absolute_url()).text
    rendered = "".join(PublicAnswer.objects.values_list("body_html", flat=True))
    for harm in ("<script>alert", "<svg", "<img", 'href="javascript:'):
        assert harm not in rendered
        assert f"{harm} onload" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "broken",
    [
        {"title": " \u200b "},
        {"title": "x" * 201},
        {"body": "\r\n\u00a0"},
        {"body": "x" * 10_001},
        {"topics": ["inesistente"]},
        {"topics": ["\0"]},
    ],
)
def test_nothing_and_too_much_are_refused_in_words(reader, bari, broken):
    reader.force_login(bari)
    good = {"title": "Come fate?", "body": "Con 300 utenti.", "topics": []}
    response = reader.post("/aiuto/domande/nuova/", good | broken)
    assert response.status_code == 422
    assert "Qualcosa da correggere" in response.text
    assert not PublicQuestion.objects.exists()


def test_only_a_form_with_files_asks_to_choose_them_again(reader, bari):
    reader.force_login(bari)
    for address, has_files in (
        ("/aiuto/domande/nuova/", False),
        ("/aiuto/richiesta/nuova/", True),
    ):
        told = reader.post(address, {"title": ""}).text
        assert "Quello che avete scritto è rimasto." in told
        assert ("sceglieteli di nuovo" in told) is has_files


def test_a_form_without_its_token_is_refused(question, bari):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bari)
    assert strict.post(f"{question.get_absolute_url()}togliete/").status_code == 403
    question.refresh_from_db()
    assert question.status == "published"
