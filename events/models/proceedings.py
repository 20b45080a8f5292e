# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models

from .event import Event


class AskedQuestion(models.Model):
    """What was asked in the room and what was answered, as the proceedings tell it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="asked_questions")
    position = models.PositiveSmallIntegerField("ordine", default=0)
    question = models.TextField("domanda")
    answer = models.TextField("risposta", help_text="In Markdown")
    answer_html = models.TextField(editable=False, blank=True)
    handed_over = models.CharField("ripresa in", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "domanda del pubblico"
        verbose_name_plural = "domande del pubblico"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.question[:100]
