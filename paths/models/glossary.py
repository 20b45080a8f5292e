# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from migliorapa.core.text import fold


class GlossaryTerm(models.Model):
    slug = models.SlugField("indirizzo", max_length=80, unique=True)
    term = models.CharField("termine", max_length=120)
    short = models.TextField("definizione", help_text="Una o due frasi")
    aliases = ArrayField(
        models.CharField(max_length=120), verbose_name="altre forme", default=list, blank=True
    )
    see = ArrayField(
        models.CharField(max_length=10),
        verbose_name="vedi anche (codici)",
        default=list,
        blank=True,
    )
    source = models.CharField("fonte", max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "termine del glossario"
        verbose_name_plural = "glossario"
        ordering = [Lower("term")]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return reverse("paths:term", args=[self.slug])

    @property
    def initial(self):
        return fold(self.term)[:1].upper()
