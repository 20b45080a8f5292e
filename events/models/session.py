# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .event import Event


class Session(models.Model):
    """A part of an event with its own time, places and registration.

    `day` is always known. `starts` is empty while the time is to be announced.
    """

    class Kind(models.TextChoices):
        PLENARY = "plenaria", "Seminario"
        LAB = "laboratorio", "Laboratorio territoriale"
        ONLINE = "online", "Incontro online"
        OTHER = "altro", "Altro"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name="appuntamento", related_name="sessions"
    )
    position = models.PositiveSmallIntegerField("ordine", default=0)
    kind = models.CharField("tipo", max_length=12, choices=Kind.choices, default=Kind.PLENARY)
    title = models.CharField("titolo", max_length=300)
    summary = models.TextField("programma", blank=True, help_text="In Markdown")
    summary_html = models.TextField(editable=False, blank=True)
    day = models.DateField("giorno")
    starts = models.DateTimeField("comincia", null=True, blank=True)
    ends = models.DateTimeField("finisce", null=True, blank=True)
    place = models.CharField("sala", max_length=200, blank=True)
    is_cancelled = models.BooleanField("annullata", default=False)

    capacity = models.PositiveIntegerField(
        "posti", null=True, blank=True, help_text="Vuoto: senza limite"
    )
    has_waiting_list = models.BooleanField("con lista d'attesa", default=True)
    acceptance_hours = models.PositiveSmallIntegerField(
        "ore per accettare un posto che si libera",
        default=48,
        help_text="Zero: il posto è assegnato senza chiedere conferma",
    )
    per_administration = models.PositiveSmallIntegerField(
        "posti al massimo per amministrazione", null=True, blank=True
    )
    what_to_bring = models.TextField("che cosa portare", blank=True)

    room_url = models.URLField(
        "indirizzo della stanza online",
        max_length=500,
        blank=True,
        help_text="Non compare in nessuna pagina: ogni iscritto ha il proprio collegamento.",
    )
    room_opens_minutes = models.PositiveSmallIntegerField(
        "la stanza apre quanti minuti prima", default=15
    )

    last_number = models.PositiveIntegerField(default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    modified = models.DateTimeField(default=timezone.now, editable=False)
    ics = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = "sessione"
        verbose_name_plural = "sessioni"
        ordering = ["day", "starts", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="events_session_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.title


class Speaker(models.Model):
    name = models.CharField("nome e cognome", max_length=150)
    role = models.CharField("qualifica", max_length=200, blank=True)
    organisation = models.CharField("ente", max_length=200, blank=True)
    bio = models.TextField("profilo", blank=True)

    class Meta:
        verbose_name = "relatore"
        verbose_name_plural = "relatori"
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class Contribution(models.Model):
    """A speaker in a session."""

    class Role(models.TextChoices):
        SPEAKER = "relatore", "Intervento"
        MODERATOR = "moderatore", "Coordina"
        FACILITATOR = "facilitatore", "Conduce il laboratorio"
        GREETINGS = "saluti", "Saluti"

    session = models.ForeignKey(Session, models.CASCADE, related_name="contributions")
    speaker = models.ForeignKey(Speaker, models.PROTECT, verbose_name="relatore")
    role = models.CharField("ruolo", max_length=12, choices=Role.choices, default=Role.SPEAKER)
    title = models.CharField("titolo dell'intervento", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("ordine", default=0)

    class Meta:
        verbose_name = "intervento"
        verbose_name_plural = "interventi"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title or str(self.speaker)
