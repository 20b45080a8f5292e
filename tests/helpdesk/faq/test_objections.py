# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asked takes the answer off the site, hears the decision, and may say it again."""

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import objections, publication, retention
from helpdesk.models import Faq
from tests.helpdesk.faq.making import mails, objection_address, published, solved, told

pytestmark = pytest.mark.django_db
DRAFTS = "/aiuto/operatori/faq/"


@pytest.fixture
def faq(bari, operatrice, colleague):
    return published(solved(bari, operatrice), operatrice, colleague)


@pytest.fixture
def page(faq):
    return objection_address(mails("published").get())


def objected(client, page, text="Ci riconoscono."):
    return told(client.post(page, {"text": text}, follow=True))


def test_the_page_says_where_the_answer_is(client, faq, page, operatrice, colleague):
    response = client.get(page)
    assert "La FAQ è pubblica" in told(response)
    assert "referrer" not in response.text
    assert (response["Referrer-Policy"], "no-store" in response["Cache-Control"]) == (
        "same-origin",
        True,
    )
    assert "non si legge più" in objected(client, page)
    assert "non si legge più" in told(client.get(page))
    objection = faq.origins.get().open_objection
    objections.decide(objection=objection, actor=colleague, decision="Tolto il servizio.")
    shown = told(client.get(page))
    assert "ora non è pubblica" in shown
    assert "Tolto il servizio." in shown
    publication.approve(faq=faq, actor=colleague)
    shown = told(client.get(page))
    assert "La FAQ è pubblica" in shown
    assert "Tolto il servizio." in shown
    assert "Non siete d'accordo?" in shown


def test_who_objected_is_told_of_the_return_and_may_object_again(
    client, faq, page, operatrice, colleague
):
    for times in (1, 2):
        objected(client, page, f"Ci riconoscono, {times}.")
        assert Faq.objects.get(pk=faq.pk).status == "review"
        objected(client, page, "Premuto due volte.")
        origin = faq.origins.get()
        assert origin.objections.count() == times
        objections.decide(objection=origin.open_objection, actor=colleague, decision="Fatto.")
        publication.approve(faq=faq, actor=colleague)
        assert mails("published").count() == times + 1
    again = mails("published").last()
    assert "si legge di nuovo" in again.subject
    assert "dopo la vostra obiezione" in again.text
    assert objection_address(again) == page


def test_an_objection_is_upheld_by_withdrawing(client, faq, page, operatrice, colleague):
    objected(client, page)
    client.force_login(colleague)
    shown = told(client.get(f"{DRAFTS}{faq.code}/"))
    assert "Accogliete l'obiezione e ritirate" in shown
    assert "Approvate e pubblicate" not in shown
    assert f"{faq.code} {faq.question} obiezione" in told(client.get(DRAFTS))
    refused = client.post(f"{DRAFTS}{faq.code}/ritira/", {"reason": ""}, follow=True)
    assert "Scrivete la decisione" in told(refused)
    assert Faq.objects.get(pk=faq.pk).status == "review"
    client.post(f"{DRAFTS}{faq.code}/ritira/", {"reason": "Avete ragione."})
    assert Faq.objects.get(pk=faq.pk).status == "withdrawn"
    assert "Avete ragione." in mails("objection-decided").get().text
    assert "obiezione" not in told(client.get(DRAFTS))
    client.logout()
    shown = told(client.get(page))
    assert "La FAQ è ritirata" in shown
    assert "Togliete la FAQ" not in shown
    with pytest.raises(ValidationError, match="già ritirata"):
        objections.object_to(origin=faq.origins.get(), text="Ancora.")


def test_before_it_is_public_an_objection_stops_it(client, bari, operatrice, colleague, faq, page):
    objected(client, page)
    objection = faq.origins.get().open_objection
    with pytest.raises(ValidationError, match="obiezione da decidere"):
        publication.approve(faq=faq, actor=colleague)
    objections.decide(objection=objection, actor=colleague, decision="Rivediamo.")
    with pytest.raises(ValidationError, match="già deciso"):
        objections.decide(objection=objection, actor=colleague, decision="Di nuovo.")
    shown = objected(client, page, "Meglio di no.")
    assert "non si legge più" in shown
    assert Faq.objects.get(pk=faq.pk).status == "review"


def test_who_approved_it_is_not_told_of_what_is_no_longer_approved(client, faq, page, colleague):
    client.force_login(colleague)
    assert "Approvata da" in told(client.get(f"{DRAFTS}{faq.code}/"))
    objected(client, page)
    assert "Approvata da" not in told(client.get(f"{DRAFTS}{faq.code}/"))
    assert Faq.objects.get(pk=faq.pk).approved_by is None


def test_the_link_of_a_forgotten_person_is_void(client, faq, page):
    retention.anonymise(faq.origins.get().ticket_id)
    assert client.get(page).status_code == 404
