# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q


class Office(models.Model):
    """Whose opening hours the promises are counted in.

    `intervals`: weekday "0" (Monday) to "6", each a list of ["09:00", "13:00"] pairs, local time.
    """

    slug = models.SlugField("identificativo", max_length=60, unique=True)
    name = models.CharField("nome", max_length=120)
    intervals = models.JSONField("orario", default=dict)
    patron_saint_month = models.PositiveSmallIntegerField(
        "mese del santo patrono", null=True, blank=True
    )
    patron_saint_day = models.PositiveSmallIntegerField(
        "giorno del santo patrono", null=True, blank=True
    )

    class Meta:
        verbose_name = "ufficio"
        verbose_name_plural = "uffici e orari"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Closure(models.Model):
    office = models.ForeignKey(Office, models.CASCADE, related_name="closures")
    first_day = models.DateField("dal")
    last_day = models.DateField("al")
    reason = models.CharField("motivo", max_length=200, blank=True)

    class Meta:
        verbose_name = "chiusura"
        verbose_name_plural = "chiusure"
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="helpdesk_closure_in_order"
            )
        ]

    def __str__(self):
        return f"{self.first_day} – {self.last_day}"


class Queue(models.Model):
    """Requests of one subject, with the targets promised, in working minutes."""

    slug = models.SlugField("identificativo", max_length=60, unique=True)
    label = models.CharField("nome", max_length=120)
    description = models.TextField("di che cosa si occupa", blank=True)
    position = models.PositiveSmallIntegerField("ordine", default=0)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="ufficio")
    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    first_answer_minutes = models.PositiveIntegerField(
        "minuti lavorativi per la prima risposta", default=420, validators=[MinValueValidator(1)]
    )
    solution_minutes = models.PositiveIntegerField(
        "minuti lavorativi per la soluzione", default=1260, validators=[MinValueValidator(1)]
    )
    is_active = models.BooleanField("attiva", default=True)

    class Meta:
        verbose_name = "coda"
        verbose_name_plural = "code"
        ordering = ["position", "label"]

    def __str__(self):
        return self.label
