# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from simple_history.models import HistoricalRecords


class Topic(models.Model):
    """What ties a step, a tool, a FAQ and a webinar together across the apps."""

    slug = models.SlugField("identificativo", max_length=60, unique=True)
    label = models.CharField("argomento", max_length=120)

    class Meta:
        verbose_name = "argomento"
        verbose_name_plural = "argomenti"
        ordering = ["label"]

    def __str__(self):
        return self.label


class SearchDocument(models.Model):
    """One findable page, written by the app that owns it through `search.publish()`."""

    key = models.CharField("chiave", max_length=120, unique=True)
    kind = models.CharField("tipo", max_length=40, db_index=True)
    code = models.CharField("codice", max_length=40, blank=True)
    url = models.CharField("indirizzo", max_length=300)
    title = models.CharField("titolo", max_length=300)
    summary = models.TextField("sintesi", blank=True)
    body = models.TextField("testo", blank=True)
    weight = models.FloatField("peso", default=1)
    vector = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = "documento della ricerca"
        verbose_name_plural = "documenti della ricerca"
        indexes = [
            GinIndex(fields=["vector"], name="core_search_vector"),
            GinIndex(fields=["title"], name="core_search_title_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.title


class Page(models.Model):
    """A page of the site itself: privacy, accessibility, the project."""

    slug = models.SlugField("indirizzo", max_length=60, unique=True)
    title = models.CharField("titolo", max_length=200)
    summary = models.TextField("sintesi", blank=True)
    body = models.TextField("testo", help_text="Markdown")
    sources = models.JSONField("fonti", default=list, blank=True)
    reviewed = models.DateField("data di revisione")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "pagina del sito"
        verbose_name_plural = "pagine del sito"
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/{self.slug}/"
