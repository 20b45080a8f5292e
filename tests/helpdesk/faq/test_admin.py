# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff write FAQ in the site's administration: what they save is what the site shows and finds."""

import pytest

from helpdesk.actions import publication
from helpdesk.models import Faq
from migliorapa.core import search
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import FaqFactory, opened

pytestmark = pytest.mark.django_db
LISTS = ("faq", "publicquestion", "publicanswer", "inboundmail", "slotpattern", "cannedanswer")


@pytest.fixture
def staff(client, redazione):
    client.force_login(redazione)
    return client


def form(faq, **changes):
    return {
        "code": faq.code,
        "slug": faq.slug,
        "question": faq.question,
        "answer": faq.answer,
        "body": faq.body,
        "also_asked": "\n".join(faq.also_asked),
        "topics": faq.topics,
        "steps": "\n".join(faq.steps),
        "tools": "\n".join(faq.tools),
        "deep_dives": "\n".join(faq.deep_dives),
        "status": faq.status,
        "position": "0",
        "sources-TOTAL_FORMS": "0",
        "sources-INITIAL_FORMS": "0",
    } | changes


def address(faq):
    return f"/redazione/helpdesk/faq/{faq.pk}/change/"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_staff_and_for_nobody_else(staff, operatrice, name):
    assert staff.get(f"/redazione/helpdesk/{name}/").status_code == 200
    staff.force_login(operatrice)
    assert staff.get(f"/redazione/helpdesk/{name}/").status_code == 302


def test_what_is_saved_is_rendered_found_and_in_the_history(staff):
    faq = FaqFactory(topics=["campione"])
    changes = {"answer": "Bastano cinquanta zebre.", "body": "Si veda il [conto](tool:T20)."}
    response = staff.post(address(faq), form(faq, **changes))
    assert response.status_code == 302, response.context["errors"]
    faq.refresh_from_db()
    assert 'href="/strumenti/calcolo-campione/"' in faq.body_html
    assert search.find("cinquanta zebre")[0].code == faq.code
    assert faq.history.first().answer == "Bastano cinquanta zebre."


def test_what_is_public_is_decided_on_the_operators_pages(staff):
    faq = FaqFactory(question="Dove stanno le zebre?")
    page = staff.get(address(faq)).text
    assert 'name="status"' not in page
    assert f"/aiuto/operatori/faq/{faq.code}/" in page
    staff.post(address(faq), form(faq, status="withdrawn"))
    assert Faq.objects.get(pk=faq.pk).status == "published"
    staff.post(f"/aiuto/operatori/faq/{faq.code}/ritira/")
    assert not search.find("zebre", kinds=["FAQ"])
    staff.logout()
    assert staff.get(faq.get_absolute_url()).status_code == 404


def test_a_new_answer_is_a_draft_of_who_writes_it(staff, redazione):
    faq = FaqFactory.build(code="Z001", slug="zebre")
    staff.post("/redazione/helpdesk/faq/add/", form(faq, status="published"))
    made = Faq.objects.get(code="Z001")
    assert (made.status, made.author) == ("draft", redazione)
    staff.post("/aiuto/operatori/faq/Z001/approva/")
    assert Faq.objects.get(code="Z001").status == "draft"


def test_staff_neither_approve_nor_skip_an_objection_by_saving(staff, bari, operatrice):
    faq = publication.draft(
        tickets=[opened(bari)], actor=operatrice, question="Quante?", answer="335."
    )
    for status in ("published", "draft"):
        staff.post(address(faq), form(faq, status=status, answer="Ne servono 335."))
        now = Faq.objects.get(pk=faq.pk)
        assert (now.status, now.answer) == ("review", "Ne servono 335.")
    assert faq.origins.get().told is None


def test_an_older_version_taken_back_does_not_publish(staff, operatrice):
    faq = FaqFactory()
    old = faq.history.first()
    publication.withdraw(faq=faq, actor=operatrice)
    staff.post(f"/redazione/helpdesk/faq/{faq.pk}/history/{old.pk}/", form(faq))
    assert Faq.objects.get(pk=faq.pk).status == "withdrawn"


def test_staff_change_what_came_from_a_request_with_a_second_person(
    staff, bari, operatrice, redazione
):
    colleague = UserFactory(operator=True)
    faq = publication.draft(
        tickets=[opened(bari)], actor=operatrice, question="Quante?", answer="335."
    )
    faq = publication.approve(faq=faq, actor=colleague)
    page = staff.post(address(faq), form(faq, answer="Ne servono 336."), follow=True).text
    assert "aspettano l'approvazione" in page.replace("&#x27;", "'")
    now = Faq.objects.get(pk=faq.pk)
    assert (now.answer, now.pending["answer"]) == ("335.", "Ne servono 336.")
    assert (now.pending_author, now.status) == (redazione, "published")


def test_a_code_that_does_not_exist_is_named(staff):
    faq = FaqFactory()
    page = staff.post(address(faq), form(faq, tools="T20\nT99")).text
    assert "Codici che non esistono: T99." in page
    assert Faq.objects.get(pk=faq.pk).tools == []


def test_staff_cannot_tell_who_asked_either(staff, bari, operatrice):
    faq = publication.draft(
        tickets=[opened(bari)], actor=operatrice, question="Quante?", answer="335."
    )
    page = staff.post(address(faq), form(faq, answer=f"Lo chiede {bari.name}.")).text
    assert "errornote" in page
    assert Faq.objects.get(pk=faq.pk).answer == "335."


def test_a_deleted_answer_is_no_longer_found(staff):
    faq = FaqFactory(question="Dove stanno le zebre?")
    staff.post(address(faq), form(faq))
    staff.post(f"/redazione/helpdesk/faq/{faq.pk}/delete/", {"post": "yes"})
    assert not search.find("zebre", kinds=["FAQ"])
