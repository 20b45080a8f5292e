# SPDX-License-Identifier: AGPL-3.0-or-later
"""A published answer stays as it was approved until a change of it is."""

import re

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import objections, publication
from helpdesk.models import Faq
from migliorapa.core import search
from tests.factories.helpdesk import FaqFactory
from tests.helpdesk.faq.making import mails, published, solved, told

pytestmark = pytest.mark.django_db
DRAFTS = "/aiuto/operatori/faq/"
CHANGE = {"question": "Quante zebre servono?", "answer": "Servono 400 zebre.", "codes": "S10"}


@pytest.fixture
def faq(bari, operatrice, colleague):
    return published(solved(bari, operatrice), operatrice, colleague)


@pytest.fixture
def changed(client, faq, operatrice):
    client.force_login(operatrice)
    page = client.post(f"{DRAFTS}{faq.code}/", CHANGE, follow=True)
    assert "si legge la versione di prima" in told(page)
    return Faq.objects.get(pk=faq.pk)


def test_readers_go_on_reading_what_was_approved(client, faq, changed):
    client.logout()
    page = client.get(faq.get_absolute_url())
    assert page.status_code == 200
    assert "335 risposte" in page.text
    assert "zebre" not in page.text
    assert not search.find("zebre", kinds=["FAQ"])
    assert faq.code in [hit.code for hit in search.find("335 risposte", kinds=["FAQ"])]
    assert "zebre" not in client.get(f"{faq.get_absolute_url()}versioni/").text


def test_a_colleague_sees_what_changes_and_approves_it(client, faq, changed, colleague):
    client.force_login(colleague)
    assert "pubblicata, modificata da" in told(client.get(DRAFTS))
    page = client.get(f"{DRAFTS}{faq.code}/").text
    assert "<del>335</del>" in page
    assert "<ins>400</ins>" in page
    assert "Approvate la modifica" in page
    client.post(f"{DRAFTS}{faq.code}/approva/")
    now = Faq.objects.get(pk=faq.pk)
    assert (now.answer, now.steps, now.body) == ("Servono 400 zebre.", ["S10"], "")
    assert (now.pending, now.pending_author, now.approved_by) == ({}, None, colleague)
    client.logout()
    page = client.get(faq.get_absolute_url()).text
    assert page.count("400 zebre") >= 2  # the answer and its structured data
    assert "335" not in page
    assert search.find("zebre", kinds=["FAQ"])[0].url == faq.get_absolute_url()
    assert mails("published").count() == 1


def test_only_a_colleague_is_offered_to_send_it_back(client, changed, colleague):
    address, offer = f"{DRAFTS}{changed.code}/", "Rimandate a chi l'ha scritta"
    assert offer not in told(client.get(address))
    client.force_login(colleague)
    assert offer in told(client.get(address))


def test_who_changes_does_not_approve(changed, operatrice):
    with pytest.raises(ValidationError, match="serve un collega"):
        publication.approve(faq=changed, actor=operatrice)


def test_a_change_goes_back_or_away_and_the_answer_stays(client, changed, operatrice, colleague):
    client.force_login(colleague)
    address = f"{DRAFTS}{changed.code}/"
    client.post(f"{address}rimanda/", {"reason": "Da dove viene 400?"})
    assert mails("sent-back").get().to == operatrice.email
    assert "Da dove viene 400?" in told(client.get(address))
    assert "modifica da correggere" in told(client.get(DRAFTS))
    client.post(f"{address}scarta/")
    now = Faq.objects.get(pk=changed.pk)
    assert (now.status, now.pending, now.answer) == ("published", {}, "Servono 335 risposte.")
    refused = client.post(f"{address}rimanda/", {"reason": "Che cosa?"}, follow=True)
    assert "Nessuna modifica aspetta" in told(refused)


def test_a_change_is_checked_as_a_draft_is(client, faq, operatrice, bari):
    client.force_login(operatrice)
    response = client.post(f"{DRAFTS}{faq.code}/", CHANGE | {"answer": f"Chiede {bari.name}."})
    assert response.status_code == 422
    assert Faq.objects.get(pk=faq.pk).pending == {}


def test_the_same_texts_are_no_change(client, operatrice):
    faq = FaqFactory(sources=[{"label": "ISTAT, Norme", "url": "https://istat.it", "note": "p. 3"}])
    client.force_login(operatrice)
    form = client.get(f"{DRAFTS}{faq.code}/").context["form"]
    sent = {field.name: field.value() for field in form}
    sent["sources"] = "ISTAT, Norme | https://istat.it"
    page = told(client.post(f"{DRAFTS}{faq.code}/", sent, follow=True))
    assert "non c'è nulla da approvare" in page
    assert Faq.objects.get(pk=faq.pk).sources[0]["note"] == "p. 3"


def test_an_objection_that_comes_meanwhile_waits_for_both(changed, colleague, operatrice):
    origin = changed.origins.get()
    objection = objections.object_to(origin=origin, text="Ci riconoscono.")
    with pytest.raises(ValidationError, match="obiezione"):
        publication.approve(faq=changed, actor=colleague)
    objections.decide(objection=objection, actor=operatrice, decision="Cambiato.")
    now = publication.approve(faq=changed, actor=colleague)
    assert (now.status, now.answer) == ("published", "Servono 400 zebre.")


def _mark(page) -> str:
    return re.search(r'name="read" value="([0-9a-f]{16})"', page.text)[1]


def test_nobody_approves_words_that_came_after_they_opened_the_page(
    client, faq, changed, operatrice, colleague
):
    client.force_login(colleague)
    read = _mark(client.get(f"{DRAFTS}{faq.code}/"))
    publication.rewrite(faq=faq, actor=operatrice, answer="Servono 12 zebre.")
    page = client.post(f"{DRAFTS}{faq.code}/approva/", {"read": read}, follow=True)
    assert "è cambiato mentre lo leggevate" in told(page)
    assert "335" in Faq.objects.get(pk=faq.pk).answer
    client.post(f"{DRAFTS}{faq.code}/approva/", {"read": _mark(page)})
    assert Faq.objects.get(pk=faq.pk).answer == "Servono 12 zebre."


def test_of_two_who_rewrite_at_once_the_second_is_told_before_writing_over(
    client, faq, changed, operatrice, colleague
):
    client.force_login(colleague)
    read = _mark(client.get(f"{DRAFTS}{faq.code}/"))
    publication.rewrite(faq=faq, actor=operatrice, answer="Servono 12 zebre.")
    mine = CHANGE | {"answer": "Servono 7 zebre."}
    page = client.post(f"{DRAFTS}{faq.code}/", mine | {"question": "", "read": read})
    assert _mark(page) == read  # nothing of the other has been told yet
    page = client.post(f"{DRAFTS}{faq.code}/", mine | {"read": read})
    assert page.status_code == 422
    assert "Un collega ha salvato un'altra versione" in told(page)
    assert "Servono 7 zebre." in page.text
    assert Faq.objects.get(pk=faq.pk).pending["answer"] == "Servono 12 zebre."
    client.post(f"{DRAFTS}{faq.code}/", mine | {"read": _mark(page)})
    assert Faq.objects.get(pk=faq.pk).pending["answer"] == "Servono 7 zebre."
