# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone

from helpdesk import models
from helpdesk.actions import tickets

from .accounts import UserFactory

WEEK = {str(day): [["09:00", "13:00"], ["14:30", "17:30"]] for day in range(5)}


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Office
        django_get_or_create = ["slug"]

    slug = "ufficio-di-prova"
    name = "Ufficio di prova"
    intervals = WEEK


class QueueFactory(factory.django.DjangoModelFactory):
    """First answer within 7 working hours, solution within 21."""

    class Meta:
        model = models.Queue
        django_get_or_create = ["slug"]

    slug = "coda-di-prova"
    label = "Coda di prova"
    office = factory.SubFactory(OfficeFactory)
    first_answer_minutes = 7 * 60
    solution_minutes = 21 * 60


class TicketFactory(factory.django.DjangoModelFactory):
    """A row as it is; `opened(...)` goes through the verb and writes message and mails."""

    class Meta:
        model = models.Ticket

    class Params:
        waiting = factory.Trait(state="waiting")
        open = factory.Trait(state="open")
        solved_already = factory.Trait(state="solved", solved=factory.LazyFunction(timezone.now))
        closed_already = factory.Trait(state="closed", closed=factory.LazyFunction(timezone.now))
        visitor = factory.Trait(
            requester=None, requester_name="Ada Neri", requester_email="ada@esempio.invalid"
        )

    subject = factory.Sequence(lambda n: f"Quante risposte servono? {n}")
    queue = factory.SubFactory(QueueFactory)
    requester = factory.SubFactory(UserFactory)
    requester_name = factory.SelfAttribute("requester.name")
    requester_email = factory.SelfAttribute("requester.email")


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Message

    ticket = factory.SubFactory(TicketFactory)
    kind = models.Message.Kind.QUESTION
    author_name = "Ada Neri"
    body = "Abbiamo 2.600 utenti: quante risposte servono?"
    body_html = factory.LazyAttribute(lambda message: f"<p>{message.body}</p>")


class FaqFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Faq

    code = factory.Sequence(lambda n: f"X{n:03}")
    slug = factory.Sequence(lambda n: f"domanda-di-prova-{n}")
    question = factory.Sequence(lambda n: f"Quante persone dobbiamo sentire? {n}")
    answer = "Dipende da quanti utenti avete."
    status = models.Faq.Status.PUBLISHED
    published = factory.LazyFunction(timezone.now)


class CannedAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CannedAnswer

    slug = factory.Sequence(lambda n: f"risposta-{n}")
    title = "Serve qualche notizia in più"
    body = "Buongiorno {{ nome }}, quanti utenti avete?"


class CallSlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CallSlot

    operator = factory.SubFactory(UserFactory, role="operatore")
    starts = factory.Sequence(
        lambda n: datetime(2031, 3, 3, 9, tzinfo=UTC) + timedelta(minutes=30 * n)
    )
    ends = factory.LazyAttribute(lambda slot: slot.starts + timedelta(minutes=30))


def forget_office() -> None:
    """For tests that commit: the next one makes its own."""
    models.Queue.objects.filter(office__slug="ufficio-di-prova").delete()
    models.Office.objects.filter(slug="ufficio-di-prova").delete()


def opened(requester=None, **fields) -> models.Ticket:
    """A request as a person opens it: history, promise and mails included."""
    fields = {
        "subject": "Quante risposte servono?",
        "text": "Abbiamo 2.600 utenti: quante risposte servono?",
        "queue": fields.pop("queue", None) or QueueFactory(),
        "name": requester.name if requester else "Ada Neri",
        "email": requester.email if requester else "ada@esempio.invalid",
    } | fields
    return tickets.open_ticket(requester=requester, **fields)
