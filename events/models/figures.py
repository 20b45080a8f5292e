# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models

from .session import Session


class Figure(models.Model):
    """Counts of a session that stay when its people are forgotten."""

    class Channel(models.TextChoices):
        ONLINE = "online", "Online"
        IN_PERSON = "presenza", "In presenza"

    session = models.ForeignKey(Session, models.CASCADE, related_name="figures")
    region_code = models.CharField("regione", max_length=2, blank=True)
    administration_type = models.CharField("tipologia di ente", max_length=12, blank=True)
    channel = models.CharField("canale", max_length=8, choices=Channel.choices)
    registered = models.PositiveIntegerField("iscritti", default=0)
    present = models.PositiveIntegerField("presenti", default=0)

    class Meta:
        verbose_name = "conteggio"
        verbose_name_plural = "conteggi"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "region_code", "administration_type", "channel"],
                name="events_figure_once",
            )
        ]
