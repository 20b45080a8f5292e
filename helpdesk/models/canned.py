# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.fields import ArrayField
from django.db import models
from simple_history.models import HistoricalRecords


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

    class Meta:
        verbose_name = "risposta pronta"
        verbose_name_plural = "risposte pronte"
        ordering = ["title"]

    def __str__(self):
        return self.title
