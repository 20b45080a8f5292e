# SPDX-License-Identifier: AGPL-3.0-or-later
"""A first run shows every state of an appointment and of a request, and writes to nobody."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Certificate, Event, Material, Place
from helpdesk.models import CallSlot, Faq, PublicQuestion, Ticket
from migliorapa.accounts.models import User
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.helpdesk.desk.pages import told

pytestmark = pytest.mark.django_db
DEMO_EVENTS, DEMO_TICKETS = 6, 7


@pytest.fixture
def demonstration(settings, capsys, catalogue):
    settings.PRODUCTION = False
    call_command("load_demo")


def test_every_state_of_an_appointment_is_shown(demonstration):
    shown = Event.objects.filter(is_demo=True)
    assert set(shown.values_list("status", flat=True)) == {"published", "postponed", "cancelled"}
    assert shown.upcoming().going_ahead().count() >= 3
    lab = Place.objects.filter(session__event__slug="dimostrazione-seminario-collesereno")
    assert {"confirmed", "waiting", "offered", "cancelled"} <= set(
        lab.values_list("status", flat=True)
    )
    offered = lab.get(status="offered")
    assert offered.registration.email == "lecce@esempio.invalid"


def test_an_appointment_held_left_proceedings_presences_and_judgements(demonstration, client):
    held = Event.objects.get(slug="dimostrazione-seminario-rivafinta")
    assert held.is_past
    assert Certificate.objects.filter(session__event=held).count() > 10
    assert held.feedback.count() >= 5
    assert Material.objects.public().filter(event=held).count() == 3
    assert "ponderazione" in "".join(
        version.text for m in held.materials.all() for version in m.versions.all()
    )
    assert held.get_absolute_url() in [
        hit.url.removesuffix("atti/") for hit in search.find("buste nello zaino mensa")
    ]


def test_every_state_of_a_request_is_shown(demonstration):
    states = Ticket.objects.filter(is_demo=True).values_list("state", flat=True)
    assert {"new", "open", "waiting", "solved", "closed"} <= set(states)
    assert Faq.objects.filter(slug="margine-di-ogni-sede", status="published").exists()
    assert PublicQuestion.objects.published().get().answers.count() == 2
    assert CallSlot.objects.free().exists()


def test_what_waits_for_operators_and_what_is_missing_is_shown(demonstration, client):
    client.force_login(User.objects.get(email="redazione@esempio.invalid"))
    drafts = told(client.get("/aiuto/operatori/faq/"))
    assert "Possiamo invitare gli utenti con gli indirizzi lasciati per una pratica?" in drafts
    assert "è utile per 2 lettori su 5" in drafts
    assert "Chi legge ad alta voce" in told(client.get("/aiuto/operatori/moderazione/"))
    missing = told(client.get("/aiuto/operatori/lacune/"))
    assert "sms ai genitori" in missing
    assert "I genitori non leggono le e-mail della mensa" in missing
    read = Faq.objects.get(code="F17")
    assert Ticket.objects.filter(read_faqs=[read.pk]).exists()


def test_a_request_of_an_administration_is_shared_with_who_coordinates_it(demonstration, client):
    anna = User.objects.get(email="bari@esempio.invalid")
    shared = Ticket.objects.get(is_demo=True, administration__ipa_code="c_a662")
    assert (shared.requester, shared.visibility) == (anna, "coordinator")
    ugo = UserFactory()
    MembershipFactory(user=ugo, administration=shared.administration, coordinator=True)
    client.force_login(ugo)
    assert shared.subject in client.get("/aiuto/richieste/?di=colleghi").text.replace("&#x27;", "'")
    assert Ticket.objects.visible_to(ugo).count() == 1


def test_no_mail_is_left_for_made_up_people(demonstration):
    assert not OutboxMail.objects.exists()


def test_a_second_load_adds_nothing_and_moves_forward_what_has_passed(demonstration, capsys):
    gone = Event.objects.get(slug="dimostrazione-webinar-campione")
    uid = gone.sessions.get().uid
    gone.sessions.update(day="2026-01-07", starts="2026-01-07T10:00Z", ends="2026-01-07T11:00Z")
    Event.objects.filter(pk=gone.pk).update(first_day="2026-01-07", last_day="2026-01-07")
    call_command("load_demo")
    assert Event.objects.filter(is_demo=True).count() == DEMO_EVENTS
    assert Ticket.objects.filter(is_demo=True).count() == DEMO_TICKETS
    gone.refresh_from_db()
    assert gone.first_day > timezone.localdate()
    assert gone.sessions.get().uid == uid


def test_production_refuses_made_up_data(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="mai in produzione"):
        call_command("load_demo")
