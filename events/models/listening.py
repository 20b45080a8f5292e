# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import models
from django.utils import timezone

from migliorapa.accounts.regions import REGIONS

from .event import Event, slugs
from .registration import Registration
from .session import Session


class Need(models.Model):
    """A need or a problem somebody told: when registering, in a lab, or afterwards."""

    class Source(models.TextChoices):
        REGISTRATION = "iscrizione", "All'iscrizione"
        LAB = "laboratorio", "In laboratorio"
        AFTERWARDS = "dopo", "Dopo l'incontro"

    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name="appuntamento", related_name="needs"
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, verbose_name="sessione", related_name="+"
    )
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, editable=False, related_name="needs"
    )
    source = models.CharField("raccolto", max_length=12, choices=Source.choices, default=Source.LAB)
    text = models.TextField("bisogno o problema")
    topics = slugs("argomenti")
    region_code = models.CharField(
        "regione", max_length=2, choices=list(REGIONS.items()), blank=True
    )
    administration_type = models.CharField("tipologia di ente", max_length=12, blank=True)
    created = models.DateTimeField("raccolto il", default=timezone.now)
    handed_over = models.CharField("ripreso in", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "bisogno"
        verbose_name_plural = "ascolto: bisogni e problemi"
        ordering = ["-created"]

    def __str__(self):
        return self.text[:80]
