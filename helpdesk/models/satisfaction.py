# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .ticket import Ticket

ONE_TO_TEN = [MinValueValidator(1), MaxValueValidator(10)]


class Satisfaction(models.Model):
    """Two questions on the answer received: how much it mattered, how satisfied. From 1 to 10."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="satisfaction")
    importance = models.PositiveSmallIntegerField("importanza", validators=ONE_TO_TEN)
    satisfaction = models.PositiveSmallIntegerField("soddisfazione", validators=ONE_TO_TEN)
    comment = models.TextField("che cosa migliorare", blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "giudizio sulla risposta"
        verbose_name_plural = "giudizi sulle risposte"
        ordering = ["-created"]
