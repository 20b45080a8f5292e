# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new request, from the form to the desk."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import visitors
from helpdesk.models import Attachment, Message, Queue, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.helpdesk import FaqFactory, QueueFactory, opened

pytestmark = pytest.mark.django_db
NEW = "/aiuto/richiesta/nuova/"


@pytest.fixture
def queue():
    return QueueFactory(topics=["campione"])


@pytest.fixture
def other_queue():
    return QueueFactory(slug="norme", label="Norme", topics=["normativa"], position=1)


def need(**more):
    return {
        "subject": "Quante risposte servono?",
        "text": "Abbiamo 2.600 utenti.\nQuante risposte servono?",
        "queue": "",
        "visibility": "coordinator",
        "form_key": "a" * 32,
    } | more


def visitor(**more):
    who = {
        "name": "Ada Neri",
        "email": "ada@esempio.invalid",
        "organisation": "Scuola di Rivafinta",
        "notice": "on",
    }
    return need() | who | more


def told(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def mails(prefix):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:{prefix}")


def test_a_member_asks_and_reads_by_when_the_answer_comes(client, bari, operatrice, queue):
    client.force_login(bari)
    response = client.post(NEW, need(), follow=True)
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.administration.name) == (bari, "Comune di Bari")
    assert (ticket.state, ticket.visibility) == ("new", "coordinator")
    assert response.redirect_chain == [(ticket.get_absolute_url(), 302)]
    text = told(response)
    assert f"La richiesta {ticket.number} è arrivata" in text
    assert "Risposta entro" in text
    assert "Tocca all'help desk" in text.replace("&#x27;", "'")
    assert mails(f"new:{ticket.pk}:{operatrice.pk}").count() == 1


def test_the_need_and_where_one_stands_travel_with_the_request(client, bari, queue, other_queue):
    client.force_login(bari)
    faq = FaqFactory(code="F901")
    address = f"{NEW}?q=quante+risposte&passo=S10&da=/passi/x/&letta=F901&profilo=admin%3Dcomune"
    page = client.get(address)
    assert page.context["form"].initial["subject"] == "quante risposte"
    assert page.context["form"].initial["queue"] == queue.slug
    assert "il passo da cui venite" in told(page)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    client.post(NEW, hidden | need(form_key=hidden["form_key"]))
    ticket = Ticket.objects.get()
    assert (ticket.step, ticket.page, ticket.profile) == ("S10", "/passi/x/", {"admin": "comune"})
    assert ticket.read_faqs == [faq.pk]
    assert "campione" in ticket.topics
    assert ticket.queue == queue


def test_the_queue_chosen_by_the_person_wins(client, bari, queue, other_queue):
    client.force_login(bari)
    client.post(NEW, need(queue="norme", argomenti="campione"))
    assert Ticket.objects.get().queue == other_queue


def test_the_same_form_sent_twice_is_one_request(client, bari, queue):
    client.force_login(bari)
    answers = [client.post(NEW, need()) for _ in range(2)]
    assert Message.objects.count() == 1
    assert {answer["Location"] for answer in answers} == {Ticket.objects.get().get_absolute_url()}


def test_errors_lose_nothing_of_what_was_typed(client, bari, queue):
    client.force_login(bari)
    response = client.post(NEW, need(subject="", text="Un testo lungo e prezioso"))
    assert response.status_code == 422
    assert "Un testo lungo e prezioso" in response.text
    assert "Scrivete in una riga di che cosa avete bisogno." in told(response)
    assert f'name="form_key" value="{"a" * 32}"' in response.text
    assert not Ticket.objects.exists()


def test_who_was_signed_out_meanwhile_finds_the_text_again(client, bari, queue):
    response = client.post(NEW, need(firmato="1", text="Scritto in un'ora"))
    assert response.status_code == 409
    assert "La sessione è scaduta" in response.text
    assert not Ticket.objects.exists()
    client.force_login(bari)
    page = client.get(NEW)
    assert page.context["form"].initial["text"] == "Scritto in un'ora"
    client.post(NEW, need(text="Scritto in un'ora", firmato="1"))
    assert "helpdesk.draft" not in client.session
    assert Ticket.objects.get().requester == bari


def test_named_colleagues_are_approved_people_of_the_same_administration(
    client, bari, lecce, queue, comune_di_bari
):
    colleague = UserFactory(email="collega@esempio.invalid")
    MembershipFactory(user=colleague, administration=comune_di_bari, approved=True)
    client.force_login(bari)
    foreign = client.post(NEW, need(visibility="named", colleagues=[lecce.pk]))
    assert foreign.status_code == 422
    assert "Indicate almeno un collega." in told(client.post(NEW, need(visibility="named")))
    client.post(NEW, need(visibility="named", colleagues=[colleague.pk]))
    assert list(Ticket.objects.get().colleagues.all()) == [colleague]


def test_who_has_no_administration_shares_with_nobody(client, queue):
    client.force_login(UserFactory())
    page = client.get(NEW)
    assert "visibility" not in page.context["form"].fields
    client.post(NEW, need(visibility="everybody"))
    assert Ticket.objects.get().visibility == "nobody"


def test_a_visitor_confirms_and_only_then_the_desk_is_told(client, operatrice, queue):
    sent = client.post(NEW, visitor(), follow=True)
    assert "Guardate la posta" in told(sent)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.visibility) == ("unconfirmed", "nobody")
    assert ticket.administration_name == "Scuola di Rivafinta"
    confirmation = links.confirmation_of(ticket)
    assert confirmation in mails("confirm").get().text
    path = confirmation[confirmation.index("/aiuto") :]
    assert "Confermate la richiesta" in told(client.get(path))
    assert not mails("new").exists(), "reading the page confirms nothing"
    for _ in range(2):
        response = client.post(path, follow=True)
    ticket.refresh_from_db()
    assert ticket.state == "new"
    assert mails("new").count() == 1
    assert "Risposta entro" in told(response)
    assert response["Cache-Control"] == "private, no-store"


def test_a_visitor_names_the_administration_and_chooses_among_those_found(
    client, comune_di_bari, queue
):
    response = client.post(NEW, visitor(organisation="bari"))
    assert response.status_code == 422
    assert "Scegliete il vostro ente" in told(response)
    client.post(NEW, visitor(organisation="bari", found="c_a662"))
    ticket = Ticket.objects.get()
    assert ticket.administration == comune_di_bari


def test_a_claimed_administration_opens_nothing_to_its_people(client, bari, queue, comune_di_bari):
    client.post(NEW, visitor(organisation="Comune di Bari", visibility="everybody"))
    visitors.confirm(ticket=Ticket.objects.get())
    assert Ticket.objects.get().administration == comune_di_bari
    assert not Ticket.objects.visible_to(bari).exists()


@pytest.mark.parametrize("missing", ["name", "email", "organisation", "notice"])
def test_a_visitor_must_say_who_they_are(client, queue, missing):
    response = client.post(NEW, visitor(**{missing: ""}))
    assert response.status_code == 422
    assert not Ticket.objects.exists()


def test_a_field_nobody_sees_stops_machines_and_a_person_can_send_again(client, queue):
    response = client.post(NEW, visitor(lasciate_vuoto="https://esempio.invalid"))
    assert response.status_code == 422
    assert "un campo che nessuno vede" in response.text
    assert "Abbiamo 2.600 utenti." in response.text
    assert "https://esempio.invalid" not in response.text
    assert not Ticket.objects.exists()


def test_one_mailbox_is_not_flooded_and_the_text_is_kept(client, queue):
    for turn in range(5):
        response = client.post(NEW, visitor(form_key=f"{turn:032x}"))
        assert response["Location"] == reverse("helpdesk:sent")
    response = client.post(NEW, visitor(form_key="f" * 32))
    assert response.status_code == 429
    assert "abbiamo già scritto molte volte" in response.text
    assert "Abbiamo 2.600 utenti." in response.text
    assert Ticket.objects.count() == 5


def test_one_network_is_slowed_down_and_keeps_the_text(client, queue):
    for turn in range(20):
        client.post(NEW, visitor(form_key=f"{turn:032x}", email=f"p{turn}@esempio.invalid"))
    response = client.post(NEW, visitor(form_key="f" * 32, email="altra@esempio.invalid"))
    assert response.status_code == 429
    assert "Aspettate un" in response.text
    assert "Abbiamo 2.600 utenti." in response.text
    assert Ticket.objects.count() == 20


def test_unconfirmed_requests_are_forgotten_with_their_files(client, queue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.post(NEW, visitor(uploads=SimpleUploadedFile("nota.txt", "Perché".encode())))
    kept = tmp_path / Attachment.objects.get().stored
    assert kept.exists()
    visitors.forget_unconfirmed()
    assert Ticket.objects.exists()
    Ticket.objects.update(created=timezone.now() - visitors.CONFIRM_WITHIN * 2)
    visitors.forget_unconfirmed()
    assert not Ticket.objects.exists()
    assert not kept.exists()


def test_requests_that_were_heard_are_never_forgotten(bari, queue):
    opened(bari, queue=queue)
    Ticket.objects.update(created=timezone.now() - visitors.CONFIRM_WITHIN * 2)
    visitors.forget_unconfirmed()
    assert Ticket.objects.count() == 1


def test_a_refused_file_is_told_beside_the_files(client, bari, queue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bari)
    trap = SimpleUploadedFile("modulo.pdf", b"MZ\x90\x00 programma")
    response = client.post(NEW, need(uploads=trap))
    assert response.status_code == 409
    assert response.context["form"].errors["uploads"]
    assert "Abbiamo 2.600 utenti." in response.text
    assert not Ticket.objects.exists()
    assert not any(tmp_path.rglob("*.pdf"))


def test_too_many_files_are_refused_together(client, bari, queue, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(bari)
    many = [SimpleUploadedFile(f"{n}.txt", b"ciao") for n in range(21)]
    response = client.post(NEW, need(uploads=many))
    assert "al massimo 5 file" in told(response)
    assert not Ticket.objects.exists()


def test_without_queues_the_person_reads_why(client, bari):
    Queue.objects.update(is_active=False)
    client.force_login(bari)
    response = client.post(NEW, need())
    assert response.status_code == 409
    assert "non è ancora attivo" in told(response)


def test_a_submission_costs_ten_statements(
    client, bari, operatrice, queue, django_assert_max_num_queries
):
    UserFactory(email="due@esempio.invalid", operator=True)
    client.force_login(bari)
    with django_assert_max_num_queries(100) as counted:
        client.post(NEW, need(argomenti="campione"))
    said = [each["sql"] for each in counted.captured_queries if "SAVEPOINT" not in each["sql"]]
    assert len(said) <= 10, "\n".join(said)
    assert mails("new").count() == 2
