# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from ..domains import is_public_provider
from ..folding import folded

CONVERGENCE_REGIONS = {"15": "Campania", "16": "Puglia", "18": "Calabria", "19": "Sicilia"}


class AdministrationQuerySet(models.QuerySet):
    def in_convergence_regions(self):
        return self.filter(region_code__in=CONVERGENCE_REGIONS)

    def matching(self, text):
        """Every word in the name, or the exact IPA code; closest names first."""
        key, code = folded(text), text.strip().lower()
        found = Q(ipa_code=code)
        if key:
            found |= Q(*(Q(search_key__contains=word) for word in key.split()))
        closeness = Case(
            When(ipa_code=code, then=Value(0)),
            When(search_key__in=[key, f"comune di {key}"], then=Value(1)),
            When(search_key__regex=rf"\y{key}\y", then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        ordered = self.filter(found).annotate(closeness=closeness)
        return ordered.order_by("closeness", Length("name"), "name")


class Administration(models.Model):
    """A public body as IndicePA lists it; codes are text, leading zeros and all."""

    class Type(models.TextChoices):
        COMUNE = "comune", "Comune o unione di comuni"
        PROVINCIA = "provincia", "Provincia o città metropolitana"
        REGIONE = "regione", "Regione o provincia autonoma"
        SANITA = "sanita", "Ente del servizio sanitario"
        SCUOLA = "scuola", "Scuola"
        UNIVERSITA = "universita", "Università o ente di alta formazione"
        CENTRALE = "centrale", "Ministero, agenzia o ente nazionale"
        CAMERA = "camera", "Camera di commercio"
        ALTRO = "altro", "Altro ente"

    ipa_code = models.CharField("codice IPA", max_length=20, unique=True, help_text="In minuscolo")
    name = models.CharField("denominazione", max_length=300)
    search_key = models.CharField("denominazione per la ricerca", max_length=600, editable=False)
    ipa_category = models.CharField("categoria IPA", max_length=5, blank=True)
    type = models.CharField("tipologia", max_length=12, choices=Type.choices, default=Type.ALTRO)
    istat_code = models.CharField("codice ISTAT del comune", max_length=6, blank=True)
    region_code = models.CharField("codice della regione", max_length=2, blank=True)
    region = models.CharField("regione", max_length=40, blank=True)
    email_domain = models.CharField(
        "dominio di posta",
        max_length=120,
        blank=True,
        db_index=True,
        help_text="Chi ha un indirizzo verificato di questo dominio è approvato subito.",
    )
    domain_checked = models.BooleanField(
        "dominio controllato a mano",
        default=False,
        help_text="L'importazione da IndicePA non lo cambia più.",
    )
    website = models.CharField("sito", max_length=200, blank=True)
    updated = models.DateField("aggiornata in IndicePA", null=True, blank=True)

    objects = AdministrationQuerySet.as_manager()

    class Meta:
        verbose_name = "amministrazione"
        verbose_name_plural = "amministrazioni"
        ordering = ["name"]
        indexes = [
            GinIndex(
                fields=["search_key"],
                name="accounts_administration_trgm",
                opclasses=["gin_trgm_ops"],
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = folded(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.ipa_code = self.ipa_code.strip().lower()
        self.email_domain = self.email_domain.strip().lower().removeprefix("@")
        if self.email_domain and is_public_provider(self.email_domain):
            sentence = "È il dominio di un fornitore di posta o di PEC: non prova chi è l'ente."
            raise ValidationError({"email_domain": sentence})
