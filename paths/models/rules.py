# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


class RuleSetQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(status=RuleSet.Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=RuleSet.Status.DRAFT)


class RuleSet(models.Model):
    """A version of the rules: canonical JSON, and its SHA-256 once published.

    A trigger in the database refuses any change to the content of a published version.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Bozza"
        PUBLISHED = "published", "In vigore"
        ARCHIVED = "archived", "Archiviata"

    version = models.PositiveIntegerField("versione", unique=True)
    status = models.CharField("stato", max_length=10, choices=Status.choices, default=Status.DRAFT)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="nata da",
        related_name="children",
    )
    canonical = models.TextField("regole in JSON canonico")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    note = models.TextField("che cosa cambia e perché", blank=True)
    from_file = models.BooleanField("dal contenuto iniziale", default=False, editable=False)
    created = models.DateTimeField("creata", auto_now_add=True)
    updated = models.DateTimeField("modificata", auto_now=True)
    published_at = models.DateTimeField("pubblicata", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="pubblicata da",
        related_name="+",
    )
    history = HistoricalRecords(excluded_fields=["updated"])

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = "versione delle regole"
        verbose_name_plural = "regole"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status="published"),
                name="paths_ruleset_one_in_force",
            )
        ]

    def __str__(self):
        return f"Regole, versione {self.version} ({self.get_status_display().lower()})"


class Recommendation(models.Model):
    """One recommendation given: enough to explain and replay it, nothing about the person."""

    profile = models.JSONField("profilo")
    ruleset = models.ForeignKey(
        RuleSet, models.PROTECT, verbose_name="regole", related_name="recommendations"
    )
    rule = models.CharField("regola", max_length=20, blank=True)
    path = models.CharField("percorso", max_length=10, blank=True)
    created = models.DateTimeField("data", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "raccomandazione data"
        verbose_name_plural = "raccomandazioni date"
        ordering = ["-created"]

    def __str__(self):
        return f"{self.path} ({self.rule})"
