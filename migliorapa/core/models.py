# SPDX-License-Identifier: AGPL-3.0-or-later
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from . import drawings
from .search.models import (
    SearchDocument,
    SearchFrequent,
    SearchPosting,
    SearchQuery,
    SearchSynonym,
    SearchWord,
)

__all__ = [
    "Page",
    "SearchDocument",
    "SearchFrequent",
    "SearchPosting",
    "SearchQuery",
    "SearchSynonym",
    "SearchWord",
    "Topic",
]


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

    def clean(self):
        if found := list(drawings.faults(self.body)):
            raise ValidationError({"body": found})


class LoadedFile(models.Model):
    """What a content file looked like when it was last loaded, and what the row became.

    If the row's digest is no longer this one, staff edited the row: the file yields.
    """

    name = models.CharField("file", max_length=120, unique=True)
    file_sha256 = models.CharField(max_length=64)
    row_sha256 = models.CharField(max_length=64, blank=True)
    loaded = models.DateTimeField("caricato", auto_now=True)

    class Meta:
        verbose_name = "file di contenuto"
        verbose_name_plural = "file di contenuto"
        ordering = ["name"]

    def __str__(self):
        return self.name
