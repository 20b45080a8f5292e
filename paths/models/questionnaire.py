# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models
from simple_history.models import HistoricalRecords


class Question(models.Model):
    """One question of the profile; `ordinal` and `mutable` feed the what-if of the engine."""

    code = models.SlugField("codice", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("ordine", default=0)
    text = models.CharField("domanda", max_length=200)
    why = models.TextField("perché la facciamo")
    help = models.TextField("aiuto", blank=True)
    sources = models.JSONField("fonti", default=list, blank=True)
    ordinal = models.BooleanField("le risposte vanno dal meno al più", default=False)
    mutable = models.BooleanField("l'amministrazione può cambiare questa condizione", default=False)
    skippable = models.BooleanField("si può saltare", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "domanda del profilo"
        verbose_name_plural = "domande del profilo"
        ordering = ["position"]

    def __str__(self):
        return self.text


class Answer(models.Model):
    question = models.ForeignKey(
        Question, models.CASCADE, verbose_name="domanda", related_name="answers"
    )
    code = models.SlugField("codice", max_length=40)
    position = models.PositiveSmallIntegerField("ordine", default=0)
    label = models.CharField("risposta", max_length=160)
    help = models.CharField("aiuto", max_length=300, blank=True)

    class Meta:
        verbose_name = "risposta"
        verbose_name_plural = "risposte"
        ordering = ["question__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="paths_answer_code_once")
        ]

    def __str__(self):
        return self.label
