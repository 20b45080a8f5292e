# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asks in public, what waits for an operator, and what nobody may read."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from helpdesk.actions import moderation, public_answers, questions
from helpdesk.models import PublicQuestion
from helpdesk.views import questions as views
from migliorapa.accounts import personal_data
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import UserFactory

from .conftest import BODY, TITLE

pytestmark = pytest.mark.django_db
ASK, LIST, MODERATION = "/aiuto/domande/nuova/", "/aiuto/domande/", "/aiuto/operatori/moderazione/"
FORM = {"title": TITLE, "body": BODY, "topics": ["campione"]}


def plain(response):
    return response.text.replace("&#x27;", "'")


def found(text="cartello invitare e-mail"):
    return [hit.url for hit in search.find(text, kinds=["domanda"])]


def test_a_member_asks_and_only_they_and_the_desk_see_it_until_moderated(
    client, bari, lecce, operatrice
):
    client.force_login(bari)
    page = client.post(ASK, FORM, follow=True)
    assert "un operatore la legge e poi la pubblica" in page.text
    assert "Aspetta un operatore" in page.text
    question = PublicQuestion.objects.get()
    assert question.get_absolute_url() not in client.get(LIST).text
    assert found() == []
    client.force_login(lecce)
    assert client.get(question.get_absolute_url()).status_code == 404
    client.logout()
    assert client.get(question.get_absolute_url()).status_code == 404
    client.force_login(operatrice)
    assert TITLE in plain(client.get(MODERATION))


def test_operators_are_told_of_the_first_that_waits_then_once_a_day(operatrice, waiting, bari):
    mails = OutboxMail.objects.filter(key__contains="to-moderate", to=operatrice.email)
    assert MODERATION in mails.get().text
    asked = [questions.ask(title=f"E {i}?", body="Un caso.", actor=bari) for i in range(3)]
    assert mails.count() == 2
    for question in (waiting, *asked):
        moderation.approve_question(question=question, actor=operatrice)
    questions.ask(title="Più tardi?", body="Un caso.", actor=bari)
    assert mails.count() == 3


def test_approved_it_is_read_and_found_by_everybody_without_a_name(client, question, bari):
    told = OutboxMail.objects.get(key=f"helpdesk:question-approved:{question.pk}")
    assert told.to == bari.email
    page = plain(client.get(question.get_absolute_url()))
    assert "Un comune o un'unione di comuni della Puglia" in page
    for secret in ("Anna", "Esposito", "Bari", bari.email):
        assert secret not in page
    assert question.get_absolute_url() in client.get(LIST).text
    assert found() == [question.get_absolute_url()]


def test_refused_it_is_nowhere_and_the_author_reads_why(client, waiting, operatrice, bari):
    client.force_login(operatrice)
    entry = {"entry": f"domanda-{waiting.pk}", "do": "refuse"}
    refused = client.post(MODERATION, entry | {"reason": "  "})
    assert refused.status_code == 422
    assert "Scrivete il motivo" in refused.text
    client.post(MODERATION, entry | {"reason": "C'è già tra le FAQ."})
    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"
    mail = OutboxMail.objects.get(key=f"helpdesk:question-refused:{waiting.pk}")
    assert (mail.to, "C'è già tra le FAQ." in mail.text, BODY in mail.text) == (
        bari.email,
        True,
        True,
    )
    assert client.post(MODERATION, entry | {"reason": "Ancora."}).status_code == 404


def test_a_question_of_an_operator_is_public_at_once(client, operatrice):
    client.force_login(operatrice)
    page = client.post(ASK, FORM, follow=True)
    assert "La domanda è pubblica." in page.text
    assert found() == [PublicQuestion.objects.get().get_absolute_url()]


@pytest.mark.parametrize("told", ["Scrive Anna Esposito.", "Il Comune di Bari.", "080 5771111"])
def test_a_text_that_tells_who_asks_is_refused_and_stays_in_the_form(client, bari, told):
    client.force_login(bari)
    response = client.post(ASK, FORM | {"body": f"{BODY} {told}"})
    assert response.status_code == 422
    assert told in plain(response)
    assert not PublicQuestion.objects.exists()


def test_what_slipped_in_is_stopped_at_approval(client, waiting, operatrice):
    PublicQuestion.objects.update(body="Scrivete ad Anna Esposito.")
    client.force_login(operatrice)
    response = client.post(MODERATION, {"entry": f"domanda-{waiting.pk}", "do": "approve"})
    assert response.status_code == 422
    assert "«Anna Esposito»" in response.text
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


def test_two_questions_with_the_same_words_have_each_its_address(bari, lecce):
    asked = [(TITLE, bari), (TITLE, lecce), ("Nuova", bari), ("Διαύγεια", bari)]
    made = [questions.ask(title=title, body=BODY, actor=actor) for title, actor in asked]
    assert len({question.slug for question in made}) == 4
    assert made[2].slug == "domanda-nuova"


def test_who_has_no_administration_does_not_ask(client):
    alone = UserFactory()
    assert client.get(ASK).status_code == 302
    client.force_login(alone)
    assert "serve un'amministrazione" in plain(client.get(ASK))
    assert client.post(ASK, FORM).status_code == 403
    with pytest.raises(PermissionDenied):
        questions.ask(title=TITLE, body=BODY, actor=alone)


def test_nobody_floods_the_moderators(client, bari, monkeypatch):
    monkeypatch.setattr(views, "MOST_A_DAY", 1)
    client.force_login(bari)
    client.post(ASK, FORM)
    response = client.post(ASK, FORM)
    assert (response.status_code, PublicQuestion.objects.count()) == (422, 1)
    assert BODY in response.text


def test_only_operators_moderate(client, waiting, bari, lecce):
    for user in (bari, lecce):
        client.force_login(user)
        assert client.get(MODERATION).status_code == 404
        with pytest.raises(PermissionDenied):
            moderation.approve_question(question=waiting, actor=user)
        with pytest.raises(PermissionDenied):
            moderation.refuse_question(question=waiting, actor=user, reason="No.")


def test_the_author_and_operators_take_it_off_the_site_others_do_not(client, question, bari, lecce):
    address = question.get_absolute_url()
    client.force_login(lecce)
    for method in (client.get, client.post):
        assert method(f"{address}togliete/").status_code == 403
    client.force_login(bari)
    client.post(f"{address}togliete/")
    assert found() == []
    client.logout()
    assert client.get(address).status_code == 404
    with pytest.raises(ValidationError, match="già moderata"):
        moderation.approve_question(question=question, actor=UserFactory(operator=True))


def test_the_list_keeps_topics_and_what_waits_for_an_answer(client, question, reply, operatrice):
    other = questions.ask(title="E i minori?", body="Hanno 12 anni.", actor=operatrice)
    for query, shown, hidden in (
        ("argomento=campione", question, other),
        ("senza=1", other, question),
    ):
        page = client.get(f"{LIST}?{query}").text
        assert f'href="{shown.get_absolute_url()}"' in page
        assert f'href="{hidden.get_absolute_url()}"' not in page


def test_the_data_for_search_engines_tell_the_chosen_answer_and_cannot_close_their_script(
    client, question, reply, bari
):
    PublicQuestion.objects.update(title="</script><script>alert(1)</script>")
    questions.accept(question=question, answer=reply, actor=bari)
    page = client.get(question.get_absolute_url()).text
    assert "<script>alert" not in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["acceptedAnswer"]["text"] == reply.body
    assert "suggestedAnswer" not in data["mainEntity"]


def test_the_data_for_search_engines_have_words_and_no_markdown(client, operatrice):
    asked = questions.ask(
        title="E dopo?", body="Usiamo **due** [moduli](tool:T20)", actor=operatrice
    )
    public_answers.answer(question=asked, body="- Uno\n- *Due*", actor=operatrice)
    page = client.get(asked.get_absolute_url()).text
    entity = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["mainEntity"]
    assert entity["text"] == "Usiamo due moduli"
    assert entity["suggestedAnswer"][0]["text"] == "- Uno\n- Due"


@pytest.mark.parametrize("n", [1, 3])
def test_list_and_page_cost_the_same_however_many(
    client, django_assert_num_queries, bari, operatrice, n
):
    made = [
        questions.ask(title=f"Domanda {i}?", body=BODY, actor=operatrice, topics=["campione"])
        for i in range(n + 1)
    ]
    with django_assert_num_queries(2):
        client.get(LIST)
    with django_assert_num_queries(5):
        client.get(made[0].get_absolute_url())


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_two_statements_whoever_asked_and_whoever_answered(
    client, django_assert_num_queries, bari, lecce, operatrice, n
):
    for number in range(n):
        asked = questions.ask(
            title=f"Domanda {number}?", body=BODY, actor=bari, topics=["campione"]
        )
        moderation.approve_question(question=asked, actor=operatrice)
        for actor in (lecce, operatrice):
            given = public_answers.answer(question=asked, body="Un cartello.", actor=actor)
            if actor == lecce:
                moderation.approve_answer(answer=given, actor=operatrice)
    with django_assert_num_queries(2):
        page = client.get(LIST).text
    assert page.count("Un comune o un'unione di comuni della Puglia".replace("'", "&#x27;")) == n


def test_a_person_is_told_what_they_wrote_in_public_and_nothing_of_others(reply, lecce):
    told = personal_data.collect(lecce)["domande_pubbliche"]
    assert [row["testo"] for row in told["risposte"]] == [reply.body]
    assert (told["domande"], told["voti"]) == ([], [])
