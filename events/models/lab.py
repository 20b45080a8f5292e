# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models

from migliorapa.accounts.models import Administration

from .session import Session


class LabGroup(models.Model):
    """A working group of a lab and its minutes, public once approved."""

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name="sessione", related_name="groups"
    )
    position = models.PositiveSmallIntegerField("ordine", default=0)
    theme = models.CharField("tema", max_length=300)
    facilitator = models.CharField("conduce", max_length=150, blank=True)
    minutes = models.TextField(
        "verbale", blank=True, help_text="In Markdown, senza nomi di persone"
    )
    minutes_html = models.TextField(editable=False, blank=True)
    approved = models.DateTimeField("verbale approvato il", null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "gruppo di lavoro"
        verbose_name_plural = "gruppi di lavoro"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.theme


class Experience(models.Model):
    """What an administration told the others in a lab."""

    session = models.ForeignKey(
        Session, models.CASCADE, verbose_name="sessione", related_name="experiences"
    )
    group = models.ForeignKey(
        LabGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="gruppo",
        related_name="experiences",
    )
    position = models.PositiveSmallIntegerField("ordine", default=0)
    administration = models.ForeignKey(
        Administration,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="amministrazione",
        related_name="+",
    )
    administration_name = models.CharField("nome dell'amministrazione", max_length=300, blank=True)
    title = models.CharField("titolo", max_length=300)
    body = models.TextField("racconto", help_text="In Markdown")
    body_html = models.TextField(editable=False, blank=True)
    is_published = models.BooleanField(
        "pubblica", default=False, help_text="Solo con l'accordo dell'amministrazione"
    )

    class Meta:
        verbose_name = "esperienza presentata"
        verbose_name_plural = "esperienze presentate"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title
