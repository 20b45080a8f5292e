# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from migliorapa.accounts.models import Administration

from .faq import Faq


class Deflection(models.Model):
    """Somebody said "ho risolto" without a request.

    Withdrawn if the same administration opens a request on the same topic within seven days.
    """

    faq = models.ForeignKey(Faq, models.SET_NULL, null=True, blank=True, related_name="deflections")
    url = models.CharField("pagina che ha risolto", max_length=300, blank=True)
    text = models.CharField("che cosa si cercava", max_length=300, blank=True)
    topics = ArrayField(models.SlugField(max_length=60), default=list, blank=True)
    administration = models.ForeignKey(
        Administration, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    visitor = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField("ritirato il", null=True, blank=True)

    class Meta:
        verbose_name = "bisogno risolto da solo"
        verbose_name_plural = "bisogni risolti da soli"
        ordering = ["-created"]
        indexes = [
            models.Index(
                fields=["administration", "-created"],
                name="helpdesk_deflection_recent",
                condition=Q(withdrawn__isnull=True),
            )
        ]


class IgnoredGap(models.Model):
    """A line of what is missing that an operator put aside. `key` is the text of a search, or the
    key of a request or of a FAQ."""

    class Kind(models.TextChoices):
        SEARCH = "search", "Ricerca"
        REQUEST = "request", "Richiesta"
        FAQ = "faq", "FAQ letta"

    kind = models.CharField("che cosa", max_length=10, choices=Kind.choices)
    key = models.CharField("quale", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField("messa da parte il", default=timezone.now)

    class Meta:
        verbose_name = "lacuna ignorata"
        verbose_name_plural = "lacune ignorate"
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="helpdesk_gap_ignored_once")
        ]
