# SPDX-License-Identifier: AGPL-3.0-or-later
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from migliorapa.accounts.models import Administration
from migliorapa.accounts.regions import REGIONS

from .event import Event, slugs
from .session import Session


class Question(models.Model):
    """Asked when one registers; what is a need goes to the listening page."""

    class Kind(models.TextChoices):
        TEXT = "testo", "Testo libero"
        CHOICE = "scelta", "Una scelta"

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("ordine", default=0)
    text = models.CharField("domanda", max_length=300)
    help_text = models.CharField("aiuto", max_length=300, blank=True)
    kind = models.CharField("tipo", max_length=8, choices=Kind.choices, default=Kind.TEXT)
    choices = ArrayField(
        models.CharField(max_length=150), verbose_name="scelte", default=list, blank=True
    )
    is_required = models.BooleanField("obbligatoria", default=False)
    is_need = models.BooleanField(
        "raccoglie un bisogno", default=False, help_text="La risposta entra nella pagina di ascolto"
    )

    class Meta:
        verbose_name = "domanda dell'iscrizione"
        verbose_name_plural = "domande dell'iscrizione"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


def new_nonce() -> str:
    return secrets.token_urlsafe(9)


class RegistrationQuerySet(models.QuerySet):
    def confirmed_email(self):
        return self.filter(confirmed__isnull=False)

    def visible_to(self, user):
        """One's own; staff see all of them."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.filter(user=user)


class Registration(models.Model):
    """A person at an event, once. Places in its sessions are `Place`.

    `nonce` is part of every personal link: a new one makes the old links void.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_registrations",
    )
    name = models.CharField("nome e cognome", max_length=150)
    email = models.EmailField("e-mail")
    email_key = models.CharField(max_length=254, editable=False)
    administration = models.ForeignKey(
        Administration,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="amministrazione",
        related_name="+",
    )
    administration_name = models.CharField("amministrazione", max_length=300, blank=True)
    administration_type = models.CharField("tipologia", max_length=12, blank=True)
    region_code = models.CharField(
        "regione", max_length=2, choices=list(REGIONS.items()), blank=True
    )
    access_needs = models.TextField("esigenze di accessibilità", blank=True)
    recording_consent = models.BooleanField("avviso di registrazione letto", default=False)
    shares_contact = models.BooleanField("vuole essere messo in contatto", default=False)
    shared_topics = slugs("argomenti per il contatto")
    notice_read = models.DateTimeField("informativa letta il", default=timezone.now)
    confirmed = models.DateTimeField("e-mail confermata il", null=True, blank=True)
    created = models.DateTimeField("iscritto il", default=timezone.now)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    gave_feedback = models.BooleanField("ha risposto al questionario", default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "iscrizione"
        verbose_name_plural = "iscrizioni"
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "email_key"], name="events_registered_once")
        ]

    def __str__(self):
        return f"{self.name} – {self.event}"


class PlaceQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(status=Place.Status.CONFIRMED)

    def waiting(self):
        return self.filter(status=Place.Status.WAITING)

    def taken(self):
        """What counts against the capacity: given places and places on offer."""
        return self.filter(status__in=Place.TAKEN)

    def alive(self):
        return self.filter(status__in=[*Place.TAKEN, Place.Status.WAITING, Place.Status.PENDING])


class Place(models.Model):
    """A registration in a session. `number` is the order of arrival in that session."""

    class Status(models.TextChoices):
        PENDING = "pending", "Da confermare per e-mail"
        CONFIRMED = "confirmed", "Confermato"
        WAITING = "waiting", "In lista d'attesa"
        OFFERED = "offered", "Posto offerto, da accettare"
        CANCELLED = "cancelled", "Annullato"
        EXPIRED = "expired", "Offerta scaduta"

    TAKEN = (Status.CONFIRMED, Status.OFFERED)

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="places")
    session = models.ForeignKey(Session, models.CASCADE, related_name="places")
    status = models.CharField(
        "stato", max_length=10, choices=Status.choices, default=Status.PENDING
    )
    number = models.PositiveIntegerField("numero d'ordine", null=True)
    offered_until = models.DateTimeField("offerto fino al", null=True, blank=True)
    changed = models.DateTimeField("cambiato il", default=timezone.now)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "posto"
        verbose_name_plural = "posti"
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], name="events_one_place_a_session"
            ),
            models.UniqueConstraint(fields=["session", "number"], name="events_one_place_a_number"),
            models.CheckConstraint(
                condition=Q(status="offered", offered_until__isnull=False) | ~Q(status="offered"),
                name="events_an_offer_has_a_deadline",
            ),
        ]
        indexes = [models.Index(fields=["session", "status", "number"], name="events_place_queue")]

    def __str__(self):
        return f"{self.registration.name}: {self.get_status_display()}"


class Answer(models.Model):
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField("risposta")

    class Meta:
        verbose_name = "risposta"
        verbose_name_plural = "risposte"
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="events_answer_once")
        ]

    def __str__(self):
        return self.text
