# SPDX-License-Identifier: AGPL-3.0-or-later
"""Events a month ahead with one session in the morning, unless a trait says otherwise."""

from datetime import time, timedelta

import factory
from django.utils import timezone

from events.actions import publishing
from events.actions.registration import email_key
from events.models import Event, Place, Question, Registration, Series, Session, Speaker
from migliorapa.core import moments

ROOM = "https://stanza-riservata.invalid/segreta-4711"


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"serie-{n}")
    title = factory.Sequence(lambda n: f"Serie di prova {n}")


class EventFactory(factory.django.DjangoModelFactory):
    """A published event without sessions: `SessionFactory(event=...)` gives it its days."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status=Event.Status.DRAFT)
        postponed = factory.Trait(
            status=Event.Status.POSTPONED, status_note="La sala non è disponibile."
        )
        cancelled = factory.Trait(
            status=Event.Status.CANCELLED, status_note="Il relatore è malato."
        )
        online = factory.Trait(
            kind=Event.Kind.WEBINAR, is_online=True, city="", region_code="", venue="", address=""
        )
        recorded = factory.Trait(is_recorded=True)
        history = factory.Trait(is_history=True, takes_registrations=False)

    slug = factory.Sequence(lambda n: f"appuntamento-{n}")
    title = factory.Sequence(lambda n: f"Ascoltare gli utenti, incontro {n}")
    summary = "Come si prepara un'indagine in un piccolo comune."
    kind = Event.Kind.SEMINAR
    status = Event.Status.PUBLISHED
    topics = ["questionario"]
    city, region_code = "Bari", "16"
    venue, address = "Sala consiliare", "Piazza della Prova 1"


class SessionFactory(factory.django.DjangoModelFactory):
    """`day` and `at` are of Rome. The event is brought in step, as after a write by staff."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    class Params:
        at = time(10)
        hours = 3
        lab = factory.Trait(
            kind=Session.Kind.LAB, title="Laboratorio territoriale", at=time(14, 30), capacity=2
        )
        online = factory.Trait(
            kind=Session.Kind.ONLINE,
            event=factory.SubFactory(EventFactory, online=True),
            room_url=ROOM,
        )
        without_time = factory.Trait(starts=None, ends=None)
        begun = factory.Trait(
            starts=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10)),
            day=factory.LazyAttribute(lambda o: timezone.localdate(o.starts)),
        )
        past = factory.Trait(day=factory.LazyFunction(lambda: in_days(-14)))

    event = factory.SubFactory(EventFactory)
    title = "Seminario"
    day = factory.LazyFunction(lambda: in_days(30))
    starts = factory.LazyAttribute(lambda o: moments.to_utc(o.day, o.at))
    ends = factory.LazyAttribute(lambda o: o.starts and o.starts + timedelta(hours=o.hours))

    @factory.post_generation
    def in_step(self, create, extracted, **kwargs):
        if create and extracted is not False:
            publishing.refresh(self.event, tell=False)
            self.refresh_from_db()
            self.event.refresh_from_db()


class SpeakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Relatrice Inventata {n}")
    organisation = "Comune di Collesereno"


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    class Params:
        need = factory.Trait(text="Quali problemi volete discutere?", is_need=True)
        choice = factory.Trait(kind=Question.Kind.CHOICE, choices=["Sì", "No"])

    event = factory.SubFactory(EventFactory)
    text = factory.Sequence(lambda n: f"Domanda {n}")


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A visitor who confirmed the e-mail; `user=bari` for somebody with a profile."""

    class Meta:
        model = Registration

    class Params:
        unconfirmed = factory.Trait(confirmed=None)

    event = factory.SubFactory(EventFactory)
    name = "Giulia Neri"
    email = factory.Sequence(lambda n: f"iscritta{n}@esempio.invalid")
    email_key = factory.LazyAttribute(lambda o: email_key(o.email))
    administration_name = factory.Sequence(lambda n: f"Comune di Esempio {n}")
    administration_type, region_code = "comune", "16"
    confirmed = factory.LazyFunction(timezone.now)


class PlaceFactory(factory.django.DjangoModelFactory):
    """A confirmed place with the next number of its session, written without mails.

    Give `session`, or `registration` and `session` of the same event.
    """

    class Meta:
        model = Place
        skip_postgeneration_save = True

    class Params:
        pending = factory.Trait(
            status=Place.Status.PENDING,
            number=None,
            registration=factory.SubFactory(
                RegistrationFactory,
                event=factory.SelfAttribute("..session.event"),
                unconfirmed=True,
            ),
        )
        waiting = factory.Trait(status=Place.Status.WAITING)
        offered = factory.Trait(
            status=Place.Status.OFFERED,
            offered_until=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=48)),
        )
        cancelled = factory.Trait(status=Place.Status.CANCELLED)

    session = factory.SubFactory(SessionFactory)
    registration = factory.SubFactory(
        RegistrationFactory, event=factory.SelfAttribute("..session.event")
    )
    status = Place.Status.CONFIRMED
    number = factory.LazyAttribute(lambda o: o.session.last_number + 1)
    revision = 1

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        if create and self.number:
            self.session.last_number = max(self.session.last_number, self.number)
            self.session.save(update_fields=["last_number"])
