# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form: one page, nothing typed is lost, nobody learns who is registered."""

import pytest
from django.urls import reverse

from events.models import Event, Place, Registration
from migliorapa.core.outbox.models import OutboxMail
from tests.events.registration.forms import address, filled_in
from tests.events.registration.people import arrive, arrive_many
from tests.factories.accounts import AdministrationFactory
from tests.factories.events import EventFactory, PlaceFactory, QuestionFactory, SessionFactory

pytestmark = pytest.mark.django_db
GIULIA = "giulia@esempio.invalid"


@pytest.fixture
def session(db):
    return SessionFactory()


def sent(session) -> str:
    return reverse("events:registration_sent", args=[session.event.slug])


def test_a_visitor_fills_in_one_page_and_is_sent_to_the_mail(client, session):
    response = client.post(address(session.event), filled_in(session))
    assert response.url == sent(session)
    registration = Registration.objects.get()
    assert registration.confirmed is None
    assert registration.administration_name == "Comune di Collesereno"
    assert (registration.administration_type, registration.region_code) == ("comune", "16")
    assert OutboxMail.objects.get().to == GIULIA


def test_known_and_unknown_addresses_get_the_same_answer(client, session):
    arrive(session)
    known = client.post(address(session.event), filled_in(session))
    unknown = client.post(address(session.event), filled_in(session, email="nuova@esempio.invalid"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert client.get(known.url).content == client.get(unknown.url).content


def test_who_is_signed_in_has_the_place_and_sees_it(client, session, bari):
    client.force_login(bari)
    page = client.get(address(session.event)).text
    assert "bari@esempio.invalid" in page
    assert 'name="email"' not in page
    assert 'name="organisation"' not in page
    response = client.post(address(session.event), {"sessions": [session.pk], "name": "Anna Bari"})
    assert "Avete un posto." in client.get(response.url).text
    registration = Registration.objects.get()
    assert registration.user == bari
    assert registration.administration.name == "Comune di Bari"


def test_the_address_of_a_profile_cannot_be_replaced_by_the_form(client, session, bari):
    client.force_login(bari)
    client.post(address(session.event), filled_in(session, email="altri@esempio.invalid"))
    assert Registration.objects.get().email == bari.email


def test_the_full_name_of_a_listed_administration_is_enough(client, session, comune_di_bari):
    AdministrationFactory(name="Comune di Bari Sardo")
    form = filled_in(session, organisation="comune di BARI", organisation_type="", region="")
    client.post(address(session.event), form)
    assert Registration.objects.get().administration == comune_di_bari


def test_part_of_a_name_asks_which_one_it_is(client, session, comune_di_bari, comune_di_lecce):
    form = filled_in(session, organisation="comune", organisation_type="", region="")
    response = client.post(address(session.event), form)
    assert response.status_code == 422
    assert "Scegliete il vostro ente tra quelli trovati" in response.text
    assert "Comune di Lecce (Puglia)" in response.text
    client.post(address(session.event), form | {"found": "c_e506"})
    assert Registration.objects.get().administration == comune_di_lecce


def test_none_of_those_found_is_an_answer_that_asks_for_kind_and_region(
    client, session, comune_di_bari
):
    form = filled_in(session, organisation="Bari", found="altro", organisation_type="", region="")
    response = client.post(address(session.event), form)
    assert "Dite che tipo di ente è" in response.text
    assert "Dite in quale regione" in response.text
    client.post(address(session.event), form | {"organisation_type": "altro", "region": "16"})
    assert Registration.objects.get().administration is None


def test_an_administration_that_was_not_found_cannot_be_sent(client, session, comune_di_lecce):
    form = filled_in(session, organisation="Bari", found="c_e506")
    client.post(address(session.event), form)
    assert not Registration.objects.filter(administration=comune_di_lecce).exists()


def test_what_was_typed_stays_after_a_mistake(client, session):
    question = QuestionFactory(event=session.event, need=True)
    form = filled_in(session, email="non-un-indirizzo", access_needs="Sottotitoli")
    response = client.post(
        address(session.event), form | {f"question_{question.pk}": "Rispondono in pochi"}
    )
    page = response.text
    for typed in ("Giulia Neri", "Sottotitoli", "Rispondono in pochi", "Comune di Collesereno"):
        assert typed in page
    assert 'href="#id_email"' in page
    assert "<title>Errore:" in page
    assert not Registration.objects.exists()


def test_every_error_leads_to_its_field(client, session):
    QuestionFactory(event=session.event, choice=True, is_required=True)
    Event.objects.filter(pk=session.event.pk).update(is_recorded=True)
    page = client.post(address(session.event), {}).text
    for anchor in ("id_sessions", "id_name", "id_email", "id_organisation", "id_recording_consent"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
    assert 'href="#div_id_question_' in page
    assert 'id="div_id_question_' in page


def test_needs_are_asked_before_other_questions(client, session):
    other = QuestionFactory(event=session.event, position=0, text="Come arrivate?")
    need = QuestionFactory(event=session.event, position=1, need=True)
    page = client.get(address(session.event)).text
    assert page.index(need.text) < page.index(other.text)
    assert "prima di tutto ad ascoltare" in page


def test_places_are_told_in_words(client):
    event = EventFactory()
    few, full = SessionFactory(event=event, capacity=3), SessionFactory(event=event, capacity=1)
    SessionFactory(event=event, capacity=1, has_waiting_list=False)
    arrive_many(few, 1)
    arrive_many(full, 3, who="altra")
    page = client.get(address(event)).text.replace("&#x27;", "'")
    assert "2 posti liberi" in page
    assert (
        "al completo: potete mettervi in lista d'attesa, prima di voi ci sono due persone" in page
    )


def test_the_recording_must_have_been_read_about(client, session):
    Event.objects.filter(pk=session.event.pk).update(is_recorded=True)
    response = client.post(address(session.event), filled_in(session))
    assert "l&#x27;incontro sarà registrato" in response.text
    client.post(address(session.event), filled_in(session, recording_consent="on"))
    assert Registration.objects.get().recording_consent


def test_the_contact_with_others_is_asked_and_never_assumed(client, session):
    client.post(address(session.event), filled_in(session))
    assert Registration.objects.get().shares_contact is False
    form = filled_in(session, email="b@esempio.invalid", shares_contact="on")
    client.post(address(session.event), form)
    assert Registration.objects.last().shared_topics == ["questionario"]


def test_a_machine_that_fills_in_the_hidden_field_registers_nobody(client, session):
    form = filled_in(session, lasciate_vuoto="http://x.invalid")
    response = client.post(address(session.event), form)
    assert response.status_code == 422
    assert "un campo che nessuno vede" in response.text
    assert "http://x.invalid" not in response.text
    assert not Registration.objects.exists()


def test_one_mailbox_is_not_written_to_without_end(client):
    sessions = [SessionFactory() for _ in range(6)]
    answers = [client.post(address(each.event), filled_in(each)) for each in sessions]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "abbiamo già scritto molte volte" in answers[-1].text
    assert OutboxMail.objects.count() == 5


def test_one_network_cannot_register_without_end(client, session, monkeypatch):
    monkeypatch.setattr("events.views.registration.MOST_FROM_ONE_PLACE", 2)
    answers = [
        client.post(address(session.event), filled_in(session, email=f"p{n}@esempio.invalid"))
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "p2@esempio.invalid" in answers[2].text
    assert Registration.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": Event.Status.CANCELLED}, "annullato"),
        ({"status": Event.Status.POSTPONED}, "rinviato"),
        ({"takes_registrations": False}, "non serve iscriversi"),
    ],
)
def test_a_closed_registration_says_why(client, session, change, sentence):
    Event.objects.filter(pk=session.event.pk).update(**change)
    page = client.get(address(session.event)).text
    assert sentence in page
    assert '<form method="post" novalidate' not in page
    assert client.post(address(session.event), filled_in(session)).status_code == 409
    assert not Registration.objects.exists()


def test_a_draft_is_not_there(client, bari, redazione):
    session = SessionFactory(event=EventFactory(draft=True))
    assert client.get(address(session.event)).status_code == 404
    client.force_login(bari)
    assert client.get(address(session.event)).status_code == 404
    client.force_login(redazione)
    assert client.get(address(session.event)).status_code == 200


def test_who_has_a_place_is_asked_only_about_the_rest(client, bari):
    event = EventFactory()
    mine, other = SessionFactory(event=event, title="Mattina"), SessionFactory(event=event)
    place = PlaceFactory(session=mine)
    Registration.objects.update(user=bari, email=bari.email, email_key=bari.email)
    client.force_login(bari)
    page = client.get(address(event)).text
    assert f'value="{other.pk}"' in page
    assert f'value="{mine.pk}"' not in page
    PlaceFactory(session=other, registration=place.registration)
    assert "già iscritti a tutte le sessioni" in client.get(address(event)).text


def test_a_form_from_another_site_is_refused(session):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(session.event), filled_in(session)).status_code == 403
    assert not Registration.objects.exists()


HOSTILE = {
    "NUL": "a\0b",
    "huge": "x" * 200_000,
    "emoji": "Voglio 😀👩‍💻 capire",
    "right to left": "testo \u202egnirts",
    "lines": "uno\r\nBcc: due\u2028tre",
    "markup": "<script>alert(1)</script>",
    "surrogate": "\\ud800",
    "template": "{{ 7*7 }}{% url %}",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize(
    "field", ["name", "email", "organisation", "found", "region", "sessions", "access_needs"]
)
def test_hostile_words_are_refused_or_harmless(client, session, field, kind):
    client.raise_request_exception = False
    response = client.post(address(session.event), filled_in(session, **{field: HOSTILE[kind]}))
    assert response.status_code in {302, 422}
    assert "<script>alert" not in response.text
    for registration in Registration.objects.all():
        texts = (registration.name, registration.access_needs, registration.administration_name)
        assert not {"\0", "\u202e", "\u2028", "\r"} & set("".join(texts))
        assert "\n" not in registration.name + registration.administration_name


def test_emoji_stay_where_free_text_is_asked(client, session):
    client.post(address(session.event), filled_in(session, access_needs=HOSTILE["emoji"]))
    assert Registration.objects.get().access_needs == HOSTILE["emoji"]


@pytest.mark.parametrize(
    "email", ["utente@esempio.invalid\r\nBcc: x@y.it", "èmail@esempio.invalid"]
)
def test_an_address_that_is_not_plain_is_refused(client, session, email):
    response = client.post(address(session.event), filled_in(session, email=email))
    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_the_page_asks_the_same_questions_of_the_database_for_one_session_and_for_four(
    client, django_assert_max_num_queries
):
    events = [EventFactory(), EventFactory()]
    for event, number in zip(events, (1, 4), strict=True):
        for session in [SessionFactory(event=event, capacity=1) for _ in range(number)]:
            PlaceFactory(session=session)
        with django_assert_max_num_queries(5):
            assert client.get(address(event)).status_code == 200
    assert Place.objects.count() == 5
