# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a private request to an answer for all, with nobody's name left in it."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from helpdesk import links, proposal
from helpdesk.actions import objections, publication, tickets
from helpdesk.models import Faq, Ticket
from migliorapa.core import registry, search
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import FaqFactory, opened

pytestmark = pytest.mark.django_db
ANSWER = (
    "Con 2.600 utenti servono 335 risposte, per un margine di 5 punti. "
    "Se sono troppe, allargate il margine. Ne ho parlato con Carla Ferri al 0832 123456."
)


@pytest.fixture
def ticket(bari, operatrice):
    """Answered, and full of what must not be read outside."""
    ticket = opened(bari, subject=f"Campione di {bari.name}", topics=["campione"])
    tickets.solve(ticket=ticket, text=ANSWER, actor=operatrice)
    return Ticket.objects.get(pk=ticket.pk)


def drafted(ticket, actor, **texts):
    texts = {
        "question": "Quante risposte servono con 2.600 utenti?",
        "answer": "Servono 335 risposte.",
        "body": "Con un margine di 5 punti.",
        "topics": ["campione"],
    } | texts
    return publication.draft(tickets=[ticket], actor=actor, **texts)


def mails(key):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:{key}")


def test_the_draft_comes_from_the_thread_and_shows_what_was_taken_away(ticket, bari):
    made = proposal.from_ticket(ticket)
    assert "335 risposte" in made.answer
    for secret in (bari.name, "Carla", "Ferri", "0832"):
        assert secret not in f"{made.question} {made.answer} {made.body}"
    assert {"Carla Ferri", bari.name} <= {item.original for item in made.replacements}


def test_a_text_that_tells_who_asked_is_not_saved(ticket, operatrice, bari):
    for text in (f"Chiede {bari.name}.", f"Scrivete a {bari.email}."):
        with pytest.raises(ValidationError):
            drafted(ticket, operatrice, body=text)
    assert not Faq.objects.filter(code__startswith="Q").exists()


def test_who_writes_does_not_approve(ticket, operatrice, colleague):
    faq = drafted(ticket, operatrice)
    with pytest.raises(ValidationError, match="serve un collega"):
        publication.approve(faq=faq, actor=operatrice)
    published = publication.approve(faq=faq, actor=colleague)
    assert (published.status, published.approved_by) == ("published", colleague)
    assert "Q001" in [hit.code for hit in search.find("2.600 utenti risposte", kinds=["FAQ"])]


def test_the_requester_is_told_once_and_an_objection_takes_it_off_the_site(
    client, ticket, operatrice, colleague
):
    faq = publication.approve(faq=drafted(ticket, operatrice), actor=colleague)
    publication.approve(faq=faq, actor=colleague)
    mail = mails("published").get()
    address = re.search(r"/aiuto/obiezione/\S+", mail.text)[0]
    assert client.get(faq.get_absolute_url()).status_code == 200
    response = client.post(address, {"text": "Ci riconoscono."}, follow=True)
    assert "non si legge più" in response.text
    assert client.get(faq.get_absolute_url()).status_code == 404
    with pytest.raises(ValidationError, match="obiezione da decidere"):
        publication.approve(faq=faq, actor=colleague)
    objection = faq.origins.get().open_objection
    objections.decide(objection=objection, actor=colleague, decision="Tolto il nome del servizio.")
    assert mails("objection-decided").exists()
    assert publication.approve(faq=faq, actor=colleague).status == "published"


def test_only_the_signed_link_of_that_origin_may_object(client, ticket, operatrice):
    faq = drafted(ticket, operatrice)
    good = links.objection_to(faq.origins.get()).split("obiezione/")[1]
    assert client.get(f"/aiuto/obiezione/{good}").status_code == 200
    for broken in (good[:-3] + "x/", "1/", "a" * 400 + "/"):
        assert client.get(f"/aiuto/obiezione/{broken}").status_code == 404


def test_several_requests_feed_one_answer_and_each_is_protected(ticket, lecce, operatrice):
    faq = drafted(ticket, operatrice, body=f"Lo dice anche {lecce.name}, che non c'entra.")
    other = opened(lecce)
    with pytest.raises(ValidationError):
        publication.add_origin(faq=faq, ticket=other, actor=operatrice)
    faq = publication.rewrite(faq=faq, actor=operatrice, body="Con 5 punti.")
    publication.add_origin(faq=faq, ticket=other, actor=operatrice)
    assert faq.origins.count() == 2


def test_nobody_else_writes_approves_or_withdraws(ticket, bari, operatrice):
    faq = drafted(ticket, operatrice)
    for act in (publication.approve, publication.withdraw, publication.verified):
        with pytest.raises(PermissionDenied):
            act(faq=faq, actor=bari)


def test_the_operator_sees_the_draft_and_what_was_taken_away(client, ticket, operatrice, bari):
    client.force_login(operatrice)
    page = client.get(f"/aiuto/operatori/{ticket.public_id}/faq/").text
    assert "Che cosa abbiamo tolto" in page
    assert "Carla Ferri" in page
    bad = {"question": "Chi?", "answer": f"Lo chiede {bari.name}."}
    refused = client.post(f"/aiuto/operatori/{ticket.public_id}/faq/", bad)
    assert refused.status_code == 422
    assert f"Lo chiede {bari.name}." in refused.text.replace("&#x27;", "'")
    good = {"question": "Quante?", "answer": "335.", "topics": ["campione"], "codes": "s10 t20"}
    made = client.post(f"/aiuto/operatori/{ticket.public_id}/faq/", good, follow=True)
    assert "aspetta l'approvazione" in made.text.replace("&#x27;", "'")
    faq = Faq.objects.get(code="Q001")
    assert (faq.steps, faq.tools, faq.born_at) == (["S10"], ["T20"], ticket.administration)


@pytest.mark.parametrize(
    "address", ["operatori/faq/", "operatori/lacune/", "operatori/faq/nuova/", "operatori/faq/F14/"]
)
def test_these_pages_do_not_exist_for_who_is_no_operator(client, bari, operatrice, address):
    client.force_login(bari)
    assert client.get(f"/aiuto/{address}").status_code == 404
    client.force_login(operatrice)
    assert client.get(f"/aiuto/{address}").status_code == 200


def test_decisions_are_posts_and_unknown_ones_do_not_exist(client, operatrice):
    client.force_login(operatrice)
    assert client.get("/aiuto/operatori/faq/F14/ritira/").status_code == 405
    assert client.post("/aiuto/operatori/faq/F14/brucia/").status_code == 404
    client.post("/aiuto/operatori/faq/F14/verifica/")
    assert Faq.objects.get(code="F14").needs_review is False


def test_another_app_hands_over_a_need_or_a_question(operatrice):
    address = registry.handover(
        "help-request", title="Serve un corso", text="Detto a Bari.", actor=operatrice
    )
    assert Ticket.objects.get(channel="event").public_id in address
    assert "domanda=Serve" in registry.handover("faq-draft", title="Serve?", actor=operatrice)


def test_a_faq_made_from_nothing_has_no_birthplace(operatrice):
    faq = publication.draft(tickets=[], actor=operatrice, question="Chi?", answer="Voi.")
    assert faq.born_at is None
    assert FaqFactory().code != faq.code
