# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing that a request tells, of whoever it is, gets into what everybody reads."""

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import publication
from helpdesk.models import Faq, FaqOrigin
from helpdesk.private_data import leaks_in, leaks_of_origins, leaks_of_person
from tests.factories.helpdesk import MessageFactory, TicketFactory
from tests.helpdesk.faq.making import TEXTS, drafted, solved

pytestmark = pytest.mark.django_db
ASKED = (
    "La nota prot. 12345/2026 chiede 335 risposte. Ne ho parlato con il dott. Marchetti e con "
    "Teresa Ferrante del Comune di Rivafinta, in via Garibaldi 14. La mia matricola è 40217."
)


@pytest.fixture
def ticket(bari, operatrice):
    ticket = solved(bari, operatrice, text="Sentite Ugo Serafini.", subject="Campione")
    MessageFactory(ticket=ticket, body=ASKED, author_name=bari.name)
    return ticket


@pytest.mark.parametrize(
    "leak",
    [
        *("Vedete il prot. 12345/2026.", "Lo dice Marchetti.", "Lo dice TERESA FERRANTE."),
        *("Come a Rivafinta.", "Chiedete a Serafini.", "In via Garibaldi 14.", "Matricola 40217."),
    ],
)
@pytest.mark.parametrize("place", ["answer", "also_asked", "sources"])
def test_what_a_request_tells_of_anybody_is_not_published(ticket, operatrice, leak, place):
    values = {"answer": leak, "also_asked": [leak], "sources": [{"label": leak}]}
    with pytest.raises(ValidationError) as refused:
        drafted(ticket, operatrice, **{place: values[place]})
    assert "toglietelo" in refused.value.messages[0]
    assert not Faq.objects.filter(code__startswith="Q").exists()


def test_the_town_of_a_person_is_kept_even_if_no_list_has_it(ticket, operatrice):
    MessageFactory(ticket=ticket, body="Sentite anche Teresa Ferrante di Collesereno.")
    with pytest.raises(ValidationError, match="«Collesereno»"):
        drafted(ticket, operatrice, answer="A Collesereno bastano 335 risposte.")


def test_a_name_taken_after_asking_is_kept_too(ticket, operatrice, bari):
    bari.name = "Nadia Zanfagna"
    bari.save()
    with pytest.raises(ValidationError, match="Zanfagna"):
        drafted(ticket, operatrice, answer="Come ha fatto Zanfagna.")


def test_the_same_is_asked_again_at_approval(ticket, operatrice, colleague):
    faq = drafted(ticket, operatrice)
    Faq.objects.filter(pk=faq.pk).update(body="Lo dice Marchetti.")
    with pytest.raises(ValidationError, match="Marchetti"):
        publication.approve(faq=faq, actor=colleague)


def test_ordinary_words_of_a_request_stay_free(ticket, operatrice):
    faq = drafted(ticket, operatrice, body="La nota del comune chiede 335 risposte in via breve.")
    assert faq.status == "review"


@pytest.mark.parametrize("written", ["R7", "r7", "r 7", "R007", "(R7)"])
def test_a_short_number_of_a_request_is_found_as_a_word(written):
    ticket = TicketFactory(pk=7)
    (leak,) = leaks_in([f"Come nella richiesta {written}, del resto."], [ticket])
    assert "il numero della richiesta" in leak.what
    assert not leaks_in(["I passi S07 e R71, con 7 persone."], [ticket])


@pytest.mark.parametrize(
    "text",
    [
        *("ns. prot. n. 4521/2026 del 3/3/2026", "pratica n. 2026/00871"),
        *("in via Roma 12/A, 73100 Lecce (LE)", "la matricola è 40217"),
    ],
)
def test_papers_and_addresses_are_not_published_whoever_they_belong_to(operatrice, text):
    with pytest.raises(ValidationError, match="sembra un dato personale"):
        publication.draft(actor=operatrice, **TEXTS | {"body": f"Vedete {text}."})


def test_the_answers_of_the_first_content_have_none_of_these():
    found = {}
    for faq in Faq.objects.filter(code__startswith="F"):
        texts = [faq.question, faq.answer, faq.body, *faq.also_asked]
        found[faq.code] = [leak.what for leak in leaks_of_person(texts, None, None)]
    kinds = ("(protocollo)", "(pratica)", "(indirizzo)", "(matricola)")
    assert len(found) > 30
    assert not [what for each in found.values() for what in each if any(k in what for k in kinds)]


def test_a_body_is_called_a_body_and_is_of_who_writes(bari, comune_di_bari):
    bari.email = "bari@esempio.invalid"
    (leak,) = leaks_of_person(["Noi del Comune di Bari."], bari, comune_di_bari)
    assert leak.what.startswith("«Comune di Bari» è un dato di chi scrive (ente)")
    (town,) = leaks_of_person(["Noi di Bari."], bari, comune_di_bari)
    assert "(comune)" in town.what


def test_placeholders_are_neither_saved_nor_approved(ticket, operatrice, colleague):
    with pytest.raises(ValidationError, match=r"è rimasto \[nome\], \[ente\]"):
        drafted(ticket, operatrice, body="Lo dice [nome] di [ente]. Vedete [nome](tool:T20).")
    faq = drafted(ticket, operatrice, body="Vedete [telefono](tool:T20).")
    Faq.objects.filter(pk=faq.pk).update(answer="Lo dice [nome].")
    with pytest.raises(ValidationError, match="riscrivete la frase"):
        publication.approve(faq=faq, actor=colleague)


def test_the_code_of_the_body_in_the_public_index_is_hidden_too(bari, comune_di_bari):
    comune_di_bari.ipa_code = "c_a662"
    comune_di_bari.save()
    ticket = TicketFactory(requester=bari, administration=comune_di_bari)
    assert leaks_in(["Lo chiede c_a662."], [ticket])
    assert not leaks_in(["Lo chiede c_b999 per tutti."], [ticket])


def test_what_is_wrong_with_a_place_is_told_once_and_says_whose_it_is():
    tickets = [TicketFactory(), TicketFactory(requester_email="altra@ente.example")]
    origins = [FaqOrigin(ticket=ticket) for ticket in tickets]
    text = "Scrivete ad altra@ente.example o a terza@ente.example."
    told = [leak.what for leak in leaks_of_origins([text], origins)]
    assert len(told) == 2
    assert "altra@ente.example» è un dato della richiesta" in told[0]
    assert "terza@ente.example» sembra un dato personale" in told[1]
