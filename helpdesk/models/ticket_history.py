# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .ticket import Ticket


class TicketPause(models.Model):
    """The clock stands still while the requester has the word. `until` is empty while it lasts."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "pausa"
        verbose_name_plural = "pause"
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(until__isnull=True),
                name="helpdesk_one_open_pause",
            )
        ]


class TicketChange(models.Model):
    """One line of the history: what changed, from what to what. Never edited."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="changes")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150, blank=True)
    field = models.CharField("che cosa", max_length=40)
    before = models.CharField("prima", max_length=300, blank=True)
    after = models.CharField("dopo", max_length=300, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "cambiamento"
        verbose_name_plural = "storia della richiesta"
        ordering = ["created", "pk"]
        indexes = [models.Index(fields=["ticket", "created"], name="helpdesk_history")]

    @property
    def in_words(self) -> str:
        """For instance "stato, da «In lavorazione» a «Risolta»"."""
        if self.before and self.after:
            return f"{self.field}, da «{self.before}» a «{self.after}»"
        told = self.before or self.after
        return f"{self.field} «{told}»" if told else self.field


class TicketViewing(models.Model):
    """Which operator has a request open now; rows older than two minutes mean nothing."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="viewings")
    operator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "chi guarda la richiesta"
        verbose_name_plural = "chi guarda le richieste"
        constraints = [
            models.UniqueConstraint(fields=["ticket", "operator"], name="helpdesk_viewing_once")
        ]
