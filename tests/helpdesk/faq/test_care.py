# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who looks after an answer, what readers say of it, and the queue of what to read again."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk.actions import faq_care, faqs, publication
from helpdesk.models import Faq, FaqVote
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import FaqFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DRAFTS = "/aiuto/operatori/faq/"


@pytest.fixture
def giulia():
    return UserFactory(email="giulia@esempio.invalid", name="Giulia Verdi", operator=True)


def told(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.text)
    return html.unescape(" ".join(text.split()))


def due(**fields):
    day = timezone.now() - timedelta(days=400)
    return FaqFactory(reviewed=day.date(), reviewed_at=day, review_due=TODAY, **fields)


def test_the_page_for_operators_says_what_readers_say(client, operatrice):
    faq = FaqFactory(reviewed=TODAY, reviewed_at=timezone.now() - timedelta(hours=1))
    said = [
        {"is_useful": True, "comment": "Chiara"},
        {"is_useful": False, "reason": "incomplete", "comment": "Manca la scuola"},
        {"is_useful": False, "reason": "incomplete"},
        {"is_useful": False, "reason": ""},
    ]
    for number, vote in enumerate(said):
        FaqVote.objects.create(faq=faq, voter=f"{number}", **vote)
    FaqVote.objects.filter(comment="Chiara").update(created=timezone.now() - timedelta(days=9))
    client.force_login(operatrice)
    page = told(client.get(f"{DRAFTS}{faq.code}/"))
    box = page[page.index("Che cosa dicono i lettori") :]
    assert "Utile per 1, non utile per 3." in box
    assert box.index("Manca qualcosa: 2") < box.index("Motivo non detto: 1")
    assert re.search(r"Manca la scuola Manca qualcosa, \d+ \w+ \d{4} (?!,)", box)
    assert re.search(r"Chiara Utile, [^,]+, prima dell'ultima verifica", box)


def test_the_owner_and_the_date_are_changed_without_an_approval(client, operatrice, giulia):
    faq = FaqFactory(status=Faq.Status.PUBLISHED)
    client.force_login(operatrice)
    day = TODAY + timedelta(days=90)
    address = f"{DRAFTS}{faq.code}/cura/"
    answer = client.post(address, {"owner": giulia.pk, "review_due": day.isoformat()}, follow=True)
    assert "sono salvati" in told(answer)
    faq.refresh_from_db()
    assert (faq.owner, faq.review_due, faq.status) == (giulia, day, "published")
    page = client.get(f"{DRAFTS}{faq.code}/").text
    assert f'<option value="{giulia.pk}" selected>Giulia Verdi</option>' in page
    assert f'value="{day.isoformat()}"' in page
    client.post(address, {"owner": "", "review_due": day.isoformat()})
    assert Faq.objects.get(pk=faq.pk).owner is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"review_due": ""}, "Scrivete entro quando va riletta."),
        ({"review_due": "9" * 400}, "Scrivete una data"),
        ({"review_due": "2020-01-01"}, "Scegliete un giorno da domani in poi."),
        ({"owner": "0"}, "Scegliete una persona dell'elenco."),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, operatrice, sent, said):
    faq = FaqFactory()
    client.force_login(operatrice)
    good = {"owner": "", "review_due": (TODAY + timedelta(days=9)).isoformat()}
    answer = client.post(f"{DRAFTS}{faq.code}/cura/", good | sent, follow=True)
    assert said in told(answer)
    assert Faq.objects.get(pk=faq.pk).review_due is None


def test_only_operators_look_after_answers(client, bari, operatrice):
    faq = FaqFactory()
    day = TODAY + timedelta(days=9)
    client.force_login(bari)
    address = f"{DRAFTS}{faq.code}/cura/"
    assert client.post(address, {"review_due": day.isoformat()}).status_code == 404
    with pytest.raises(PermissionDenied):
        faq_care.look_after(faq=faq, owner=None, review_due=day, actor=bari)
    with pytest.raises(ValidationError):
        faq_care.look_after(faq=faq, owner=bari, review_due=day, actor=operatrice)


def test_a_later_date_settles_that_it_was_due_and_nothing_else(operatrice):
    faq = due()
    FaqVote.objects.bulk_create(
        FaqVote(faq=faq, is_useful=False, voter=f"{number}") for number in range(5)
    )
    faqs.find_stale()
    later = TODAY + timedelta(days=30)
    faq = faq_care.look_after(faq=faq, owner=None, review_due=later, actor=operatrice)
    assert faq.review_reasons == ["è utile per 0 lettori su 5 dall'ultima verifica"]
    assert faq.needs_review
    before = faq.reviewed_at
    faqs.refresh(faq)
    assert faq.reviewed_at == before


def test_ones_own_answers_come_first_in_the_queue_with_their_date(client, operatrice, giulia):
    gone = UserFactory(email="via@esempio.invalid", operator=True, is_active=False)
    for owner, question in (
        (giulia, "Di Giulia?"),
        (None, "Di nessuno?"),
        (gone, "Di chi non c'è più?"),
        (operatrice, "Della collega che guarda?"),
    ):
        due(owner=owner, question=question)
    faqs.find_stale()
    client.force_login(operatrice)
    page = told(client.get(DRAFTS))
    order = ("Le vostre", "Della collega che guarda?", "Di tutti gli operatori", "Di nessuno?")
    places = [page.index(text) for text in (*order, "Dei colleghi", "Di Giulia?")]
    assert places == sorted(places)
    assert page.index("Di chi non c'è più?") < page.index("Dei colleghi")
    assert re.search(r"Della collega che guarda\? entro il \d+ \w+ \d{4} la revisione", page)
    assert "Giulia Verdi, entro il" in page


def test_who_approves_looks_after_what_has_nobody(operatrice, giulia):
    faq = publication.draft(tickets=[], actor=operatrice, question="Chi?", answer="Voi.")
    assert faq.owner == operatrice
    Faq.objects.filter(pk=faq.pk).update(owner=None)
    assert publication.approve(faq=faq, actor=giulia).owner == giulia


def test_what_staff_write_is_theirs_to_look_after(client, redazione):
    client.force_login(redazione)
    new = {
        "code": "Z001",
        "slug": "chi-la-cura",
        "question": "Chi la cura?",
        "answer": "Chi l'ha scritta.",
        "position": "0",
        "status": "draft",
        "sources-TOTAL_FORMS": "0",
        "sources-INITIAL_FORMS": "0",
    }
    answer = client.post("/redazione/helpdesk/faq/add/", new)
    assert answer.status_code == 302, answer.context["errors"]
    assert Faq.objects.get(code="Z001").owner == redazione
