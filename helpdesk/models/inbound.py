# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .ticket import Ticket


class InboundMail(models.Model):
    """A mail that came in and what became of it; strangers wait here instead of being lost."""

    class Outcome(models.TextChoices):
        MESSAGE = "message", "Diventata un messaggio"
        TICKET = "ticket", "Diventata una richiesta"
        QUARANTINE = "quarantine", "In attesa di un operatore"
        AUTOMATIC = "automatic", "Risposta automatica, ignorata"
        BOUNCE = "bounce", "Mancata consegna"
        LOOP = "loop", "Scritta da noi, ignorata"
        REFUSED = "refused", "Rifiutata"

    mail_id = models.CharField(max_length=300, blank=True)
    sender = models.CharField("mittente", max_length=254, blank=True)
    subject = models.CharField("oggetto", max_length=300, blank=True)
    body = models.TextField("testo", blank=True)
    outcome = models.CharField("esito", max_length=12, choices=Outcome.choices)
    note = models.CharField("perché", max_length=300, blank=True)
    ticket = models.ForeignKey(
        Ticket, models.SET_NULL, null=True, blank=True, verbose_name="richiesta", related_name="+"
    )
    raw = models.BinaryField(null=True, editable=False)
    received = models.DateTimeField("arrivata", default=timezone.now)

    class Meta:
        verbose_name = "mail arrivata"
        verbose_name_plural = "mail arrivate"
        ordering = ["-received"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail_id"], condition=~Q(mail_id=""), name="helpdesk_inbound_once"
            )
        ]

    def __str__(self):
        return self.subject or self.sender
