# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from migliorapa.core.text import fold


class CannedAnswerQuerySet(models.QuerySet):
    def found_by(self, text: str):
        """Every word somewhere in it, whatever the accents and the case."""
        words = fold(text).split()[:10]
        return self.filter(*(Q(folded__contains=word) for word in words), is_active=True)


class CannedAnswer(models.Model):
    """A text operators start an answer from. `folded` is what the search without accents reads."""

    slug = models.SlugField("identificativo", max_length=80, unique=True)
    title = models.CharField("titolo", max_length=200)
    body = models.TextField(
        "testo",
        help_text="Markdown. Segnaposto: {{ nome }}, {{ ente }}, {{ numero }}, {{ operatore }}",
    )
    folded = models.TextField(editable=False, blank=True)
    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    is_active = models.BooleanField("attiva", default=True)
    used = models.PositiveIntegerField("usata", default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["folded", "used"])

    objects = CannedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "risposta pronta"
        verbose_name_plural = "risposte pronte"
        ordering = ["title"]

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        self.folded = fold(f"{self.title} {self.body}")
        if update_fields is not None:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)
