# SPDX-License-Identifier: AGPL-3.0-or-later
"""A town that is an ordinary word: the writer says why, a second person reads it, others do not."""

import re

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import publication, retention
from helpdesk.actions.faq_check import Leaking
from helpdesk.models import Faq
from tests.factories.helpdesk import MessageFactory
from tests.helpdesk.faq.making import TEXTS, drafted, published, solved, told

pytestmark = pytest.mark.django_db
DRAFTS = "/aiuto/operatori/faq/"
TEXT = "Chi è arrivato in fondo ha messo Ostiglia tra le risposte. Poi contate."
WHY = "È il nome del modulo, non il comune."


@pytest.fixture
def ticket(bari, operatrice):
    ticket = solved(bari, operatrice, text="Lo ha fatto il Comune di Ostiglia con Ugo Serafini.")
    MessageFactory(ticket=ticket, body="Il mio numero è 0832 123456.", author_name=bari.name)
    return ticket


def doubts(ticket, operator, body=TEXT) -> dict:
    with pytest.raises(Leaking) as refused:
        drafted(ticket, operator, body=body)
    return {doubt.words: doubt.mark for doubt in refused.value.doubts}


@pytest.fixture
def mark(ticket, operatrice):
    return doubts(ticket, operatrice)["Ostiglia"]


@pytest.fixture
def faq(ticket, operatrice, mark):
    return drafted(ticket, operatrice, body=TEXT, reasons={mark: WHY})


def test_with_a_reason_the_words_stay_and_are_recorded(faq, operatrice, mark):
    (row,) = faq.cleared
    assert (row["words"], row["reason"], row["by"]) == ("Ostiglia", WHY, operatrice.pk)
    assert row["sentence"] == "Chi è arrivato in fondo ha messo Ostiglia tra le risposte."


@pytest.mark.parametrize("reasons", [{}, {"altro": WHY}, {"MARK": "  "}])
def test_without_a_reason_for_these_words_they_block(ticket, operatrice, mark, reasons):
    reasons = {mark if key == "MARK" else key: why for key, why in reasons.items()}
    with pytest.raises(ValidationError, match="Ostiglia"):
        drafted(ticket, operatrice, body=TEXT, reasons=reasons)


@pytest.mark.parametrize(
    "text",
    [
        *("Lo chiede Anna Esposito.", "Scrivete a bari@esempio.invalid.", "Al 0832 123456."),
        *("Lo chiede Bari.", "Lo chiede il Comune di Bari.", "Con Esposito di Ostiglia."),
    ],
)
def test_what_the_record_knows_is_never_a_doubt(ticket, operatrice, comune_di_bari, text):
    ticket.administration = comune_di_bari
    ticket.save()
    found = doubts(ticket, operatrice, text)
    assert not {"Anna Esposito", "Esposito", "Bari", "Comune di Bari"} & set(found)
    with pytest.raises(ValidationError):
        drafted(ticket, operatrice, body=text, reasons=dict.fromkeys(found.values(), WHY))


def test_another_sentence_or_other_words_block_again(faq, operatrice):
    for text in ("Lo ha fatto Ostiglia. Poi contate.", f"{TEXT} Sentite Serafini."):
        with pytest.raises(ValidationError):
            publication.rewrite(faq=faq, actor=operatrice, body=text)
    kept = publication.rewrite(faq=faq, actor=operatrice, body=f"Una novità. {TEXT}")
    assert [row["words"] for row in kept.cleared] == ["Ostiglia"]
    assert publication.rewrite(faq=faq, actor=operatrice, body="Nulla.").cleared == []


def test_nobody_approves_what_they_have_not_seen(faq, colleague, mark):
    for seen in ([], ["altro"]):
        with pytest.raises(ValidationError, match="leggete le parole"):
            publication.approve(faq=faq, actor=colleague, seen=seen)
    assert publication.approve(faq=faq, actor=colleague, seen=[mark]).status == "published"


def test_a_change_of_a_published_answer_is_approved_in_the_same_way(
    ticket, operatrice, colleague, mark
):
    faq = published(ticket, operatrice, colleague)
    publication.rewrite(faq=faq, actor=operatrice, body=TEXT, reasons={mark: WHY})
    with pytest.raises(ValidationError, match="leggete le parole"):
        publication.approve(faq=faq, actor=colleague)
    assert publication.approve(faq=faq, actor=colleague, seen=[mark]).body == TEXT


def test_the_reason_is_told_to_operators_alone_and_goes_with_the_request(
    client, faq, ticket, bari, colleague, mark
):
    publication.approve(faq=faq, actor=colleague, seen=[mark])
    client.force_login(bari)
    for address in (faq.get_absolute_url(), f"{faq.get_absolute_url()}versioni/"):
        assert WHY not in told(client.get(address))
    assert "cleared" not in {field.name for field in Faq.history.model._meta.get_fields()}
    retention.anonymise(ticket.pk)
    assert Faq.objects.get(pk=faq.pk).cleared == []


def test_the_whole_way_through_the_pages(client, ticket, operatrice, colleague):
    client.force_login(operatrice)
    page = f"/aiuto/operatori/{ticket.public_id}/faq/"
    form = TEXTS | {"body": TEXT}
    refused = client.post(page, form)
    assert refused.status_code == 422
    assert "«Ostiglia» non è un dato personale" in told(refused)
    (mark,) = re.findall(r'name="cleared" value="(\w+)"', refused.text)
    blank = client.post(page, form | {"cleared": mark})
    assert "Scrivete perché" in told(blank)
    assert f'aria-describedby="error-{mark}"' in blank.text
    said = {"cleared": mark, f"why-{mark}": WHY}
    again = client.post(page, form | said | {"answer": ""})
    assert f'type="hidden" name="why-{mark}" value="È il nome' in again.text
    assert client.post(page, form | said).status_code == 302
    own = told(client.get(f"{DRAFTS}Q001/"))
    assert WHY in own
    assert "Ho letto queste parole" not in own
    client.force_login(colleague)
    shown = client.get(f"{DRAFTS}Q001/")
    assert f"Perché: {WHY} (Marta Leone, " in told(shown)
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', shown.text)
    refused = client.post(f"{DRAFTS}Q001/approva/", follow=True)
    assert "leggete le parole" in told(refused)
    client.post(f"{DRAFTS}Q001/approva/", {"seen": seen})
    assert Faq.objects.get(code="Q001").status == "published"
