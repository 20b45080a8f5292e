# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the request to the draft, and what operators see until it is public."""

import pytest

from helpdesk import proposal
from helpdesk.actions import publication, retention
from helpdesk.models import Faq, Ticket
from tests.helpdesk.faq.making import drafted, published, solved, told

pytestmark = pytest.mark.django_db
DRAFTS = "/aiuto/operatori/faq/"
LETTER = """Buongiorno,
con 2.600 utenti servono 335 risposte. Sentite Teresa Ferrante.

Segniamo la richiesta come risolta.

Cordiali saluti
Marta Leone"""


@pytest.fixture
def ticket(bari, operatrice):
    return solved(bari, operatrice, text=LETTER, subject="campione di questo anno")


def make(client, ticket, **changes):
    good = {"question": "Quante?", "answer": "335.", "topics": ["campione"], "codes": "S10 T20"}
    return client.post(f"/aiuto/operatori/{ticket.public_id}/faq/", good | changes)


def test_the_draft_has_no_letter_around_the_answer(ticket):
    made = proposal.from_ticket(Ticket.objects.get(pk=ticket.pk))
    assert made.question == "Campione di questo anno?"
    assert made.answer == "Con 2.600 utenti servono 335 risposte. Sentite [nome]."
    assert made.body == ""


def test_a_name_alone_at_the_end_is_a_signature(bari, operatrice):
    text = "Ne servono 335.\n\nMarta Leone"
    made = proposal.from_ticket(solved(bari, operatrice, text=text))
    assert (made.answer, made.body) == ("Ne servono 335.", "")


@pytest.mark.parametrize(
    ("text", "answer", "body"),
    [
        ("Ne servono 335", "Ne servono 335", ""),
        (
            "Lo dice l'art. 5 del regolamento. Ne servono 335.\nSe no, meno.\n\nPoi basta.",
            "Lo dice l'art. 5 del regolamento. Ne servono 335.",
            "Se no, meno.\n\nPoi basta.",
        ),
        ("Servono:\n\n- un elenco;\n- un conto.", "Servono:", "- un elenco;\n- un conto."),
        (
            "Ne servono 335. Li conta il [foglio](tool:T20).",
            "Ne servono 335.",
            "Li conta il [foglio](tool:T20).",
        ),
    ],
)
def test_the_detail_goes_on_from_the_short_answer(text, answer, body):
    assert proposal.in_two(text) == (answer, body)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Li conta il [foglio](tool:T20). Ora.", "Li conta il foglio."),
        ("1. Aprite il foglio.\n2. Contate.", "1. Aprite il foglio."),
        (f"{'Contate ' * 200}.", f"{'Contate ' * 125}"),
    ],
)
def test_a_first_sentence_that_cannot_be_short_stays_in_the_detail(text, answer):
    assert proposal.in_two(text) == (answer, text)


def test_codes_sources_and_other_wordings_are_kept(client, ticket, operatrice):
    client.force_login(operatrice)
    changes = {
        "codes": "s10, t20 a05",
        "also_asked": "Che numero serve?\n\nQuanti questionari?",
        "sources": "ISTAT, Il campione | https://www.istat.it/campione\nManuale del progetto",
    }
    assert make(client, ticket, **changes).status_code == 302
    faq = Faq.objects.get(code="Q001")
    assert (faq.steps, faq.tools, faq.deep_dives) == (["S10"], ["T20"], ["A05"])
    assert faq.also_asked == ["Che numero serve?", "Quanti questionari?"]
    assert faq.sources == [
        {"label": "ISTAT, Il campione", "url": "https://www.istat.it/campione"},
        {"label": "Manuale del progetto"},
    ]
    form = client.get(f"{DRAFTS}Q001/").context["form"]
    assert form["codes"].value() == "S10 T20 A05"
    assert form["sources"].value().splitlines()[0].endswith(" | https://www.istat.it/campione")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"codes": "A99"}, "Codici che non esistono: A99."),
        ({"codes": "P01"}, "qui vanno passi (S)"),
        ({"sources": "ISTAT | javascript:alert(1)"}, "un indirizzo con http://"),
        ({"also_asked": "\n".join("abcdefghijklmnopqrstuvwxyz")}, "Al massimo 20 righe."),
        ({"answer": "Sentite [nome]."}, "è rimasto [nome]"),
    ],
)
def test_what_would_be_lost_or_wrong_is_refused(client, ticket, operatrice, changes, sentence):
    client.force_login(operatrice)
    response = make(client, ticket, **changes)
    assert response.status_code == 422
    assert sentence in told(response)
    assert not Faq.objects.filter(code="Q001").exists()


def test_who_approves_sees_what_was_taken_away_and_the_messages(
    client, ticket, operatrice, colleague
):
    client.force_login(operatrice)
    make(client, ticket)
    client.force_login(colleague)
    response = client.get(f"{DRAFTS}Q001/")
    assert "<td>Teresa Ferrante</td><td>[nome]</td>" in response.text
    page = told(response)
    assert f"I messaggi di {ticket.number}" in page
    assert "Abbiamo 2.600 utenti: quante risposte servono?" in page
    assert page.index("Decidete") < page.index("Argomenti")
    retention.anonymise(ticket.pk)
    assert Faq.objects.get(code="Q001").replacements == []
    assert "Ferrante" not in client.get(f"{DRAFTS}Q001/").text
    history = Faq.history.model._meta
    assert "replacements" not in {field.name for field in history.get_fields()}


def test_a_refused_approval_says_why_and_comes_back_to_the_page(client, ticket, operatrice):
    faq = drafted(ticket, operatrice)
    client.force_login(operatrice)
    response = client.post(f"{DRAFTS}{faq.code}/approva/", follow=True)
    assert response.redirect_chain == [(f"{DRAFTS}{faq.code}/", 302)]
    page = told(response)
    assert "non può anche approvarla" in page
    assert "Scrivete un testo." not in page


def test_the_reason_of_sending_back_goes_with_the_approval(client, ticket, operatrice, colleague):
    faq = drafted(ticket, operatrice)
    publication.send_back(faq=faq, actor=colleague, reason="Manca la fonte.")
    client.force_login(colleague)
    assert "Manca la fonte." in told(client.get(f"{DRAFTS}{faq.code}/"))
    publication.rewrite(faq=faq, actor=operatrice, body="Con 5 punti.")
    publication.approve(faq=faq, actor=colleague)
    assert "Manca la fonte." not in told(client.get(f"{DRAFTS}{faq.code}/"))


def test_the_request_leads_to_its_faq_on_both_sides(client, ticket, operatrice, colleague, bari):
    own, desk = ticket.get_absolute_url(), f"/aiuto/operatori/{ticket.public_id}/"
    make_page = f"{desk}faq/"
    client.force_login(operatrice)
    assert "Ne è nata una FAQ" not in told(client.get(desk))
    assert "è già nata" not in told(client.get(make_page))
    faq = drafted(ticket, operatrice)
    assert f"{faq.code}: {faq.question}" in told(client.get(desk))
    assert f"è già nata {faq.code}" in told(client.get(make_page))
    client.force_login(bari)
    assert "Ne è nata la FAQ" not in told(client.get(own))
    publication.approve(faq=faq, actor=colleague)
    response = client.get(own)
    assert f'<a href="{faq.get_absolute_url()}">«{faq.question}»</a>' in response.text
    address = response.text.split('<a href="/aiuto/obiezione/')[1].split('"')[0]
    client.post(f"/aiuto/obiezione/{address}", {"text": "Ci riconoscono."})
    page = told(client.get(own))
    assert "Ora nessuno la legge." in page
    assert "A che punto è" in page


def test_a_colleague_of_the_requester_reads_the_faq_and_cannot_object(
    client, ticket, operatrice, colleague, bari, comune_di_bari
):
    from tests.factories.accounts import MembershipFactory

    other = MembershipFactory(administration=comune_di_bari, approved=True).user
    Ticket.objects.filter(pk=ticket.pk).update(
        visibility="everybody", administration=comune_di_bari
    )
    faq = published(Ticket.objects.get(pk=ticket.pk), operatrice, colleague)
    client.force_login(other)
    response = client.get(ticket.get_absolute_url())
    assert faq.get_absolute_url() in response.text
    assert "/aiuto/obiezione/" not in response.text
