# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models

from .event import Event
from .session import Session


class StaffMessage(models.Model):
    """What staff wrote to the people of an event, and to how many."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", "Chi ha il posto"
        WAITING = "waiting", "Chi è in lista d'attesa"
        EVERYBODY = "all", "Tutti gli iscritti"

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name="appuntamento", related_name="messages"
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, verbose_name="sessione", related_name="+"
    )
    audience = models.CharField(
        "a chi", max_length=10, choices=Audience.choices, default=Audience.CONFIRMED
    )
    subject = models.CharField("oggetto", max_length=200)
    body = models.TextField("testo")
    recipients = models.PositiveIntegerField("destinatari", default=0, editable=False)
    sent = models.DateTimeField("inviato il", auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = "messaggio agli iscritti"
        verbose_name_plural = "messaggi agli iscritti"
        ordering = ["-sent"]

    def __str__(self):
        return self.subject
