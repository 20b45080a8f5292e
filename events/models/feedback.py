# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from .event import Event

ONE_TO_TEN = [MinValueValidator(1), MaxValueValidator(10)]


class Feedback(models.Model):
    """One anonymous sheet: nothing ties it to who filled it in."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="feedback")
    overall = models.PositiveSmallIntegerField("soddisfazione complessiva", validators=ONE_TO_TEN)
    comment = models.TextField("che cosa migliorare", blank=True)
    day = models.DateField("giorno", default=timezone.localdate)

    class Meta:
        verbose_name = "questionario dopo l'incontro"
        verbose_name_plural = "questionari dopo l'incontro"


class FeedbackRating(models.Model):
    """Importance and satisfaction of one aspect, from 1 to 10."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="ratings")
    aspect = models.CharField("aspetto", max_length=20)
    importance = models.PositiveSmallIntegerField("importanza", validators=ONE_TO_TEN)
    satisfaction = models.PositiveSmallIntegerField("soddisfazione", validators=ONE_TO_TEN)

    class Meta:
        verbose_name = "giudizio"
        verbose_name_plural = "giudizi"
        constraints = [
            models.UniqueConstraint(fields=["feedback", "aspect"], name="events_rating_once")
        ]
