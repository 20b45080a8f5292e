# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from migliorapa.core import drawings


def lines(name: str, **options) -> ArrayField:
    return ArrayField(models.TextField(), verbose_name=name, default=list, blank=True, **options)


class EntryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published=True)

    def about(self, topics):
        return self.filter(topics__overlap=list(topics))


class Entry(models.Model):
    """A text of the catalogue: written by staff, rendered once when it is saved."""

    code = models.CharField("codice", max_length=10, unique=True)
    slug = models.SlugField("indirizzo", max_length=80, unique=True)
    title = models.CharField("titolo", max_length=200)
    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    body = models.TextField("testo", blank=True, help_text="In Markdown")
    body_html = models.TextField(editable=False, blank=True)
    sources = models.JSONField("fonti", default=list, blank=True)
    published = models.BooleanField("pubblicato", default=True)
    reviewed = models.DateField("ultima revisione", null=True, blank=True)
    review_due = models.DateField("da rivedere entro", null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="responsabile",
        related_name="+",
    )
    position = models.PositiveSmallIntegerField("ordine", default=0)

    objects = EntryQuerySet.as_manager()
    address = ""

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse(f"paths:{self.address}", args=[self.slug])

    def drawing_faults(self) -> dict[str, list[str]]:
        """By field: drawings that readers would not see."""
        return {"body": list(drawings.faults(self.body))}

    def clean(self):
        if found := {name: said for name, said in self.drawing_faults().items() if said}:
            raise ValidationError(found)


class Phase(Entry):
    summary = models.TextField("sintesi", blank=True)
    history = HistoricalRecords(excluded_fields=["body_html"])
    address = "step_list"

    class Meta(Entry.Meta):
        verbose_name = "fase"
        verbose_name_plural = "fasi"

    def get_absolute_url(self):
        return f"{reverse('paths:step_list')}#{self.slug}"


class Tool(Entry):
    class Kind(models.TextChoices):
        TEMPLATE = "template", "Modello"
        CHECKLIST = "checklist", "Lista di controllo"
        GUIDE = "guide", "Guida"
        CALCULATOR = "calculator", "Calcolatore"

    kind = models.CharField("tipo", max_length=12, choices=Kind.choices)
    purpose = models.TextField("a che cosa serve")
    document = models.TextField("modello da compilare", blank=True, help_text="In Markdown")
    example = models.TextField("esempio compilato", blank=True, help_text="In Markdown")
    data = models.JSONField("contenuto strutturato", default=dict, blank=True)
    history = HistoricalRecords(excluded_fields=["body_html"])
    address = "tool"

    class Meta(Entry.Meta):
        verbose_name = "strumento"
        verbose_name_plural = "strumenti"
        indexes = [GinIndex(fields=["topics"], name="paths_tool_topics")]

    @property
    def is_questionnaire(self) -> bool:
        return "questionnaire" in self.data

    def drawing_faults(self):
        refused = {name: getattr(self, name) for name in ("document", "example")}
        found = {name: list(drawings.refusals(text)) for name, text in refused.items()}
        return super().drawing_faults() | found


class DeepDive(Entry):
    purpose = models.TextField("a che cosa serve")
    history = HistoricalRecords(excluded_fields=["body_html"])
    address = "deep_dive"

    class Meta(Entry.Meta):
        verbose_name = "approfondimento"
        verbose_name_plural = "approfondimenti"
        indexes = [GinIndex(fields=["topics"], name="paths_deepdive_topics")]


class Step(Entry):
    phase = models.ForeignKey(Phase, models.PROTECT, verbose_name="fase", related_name="steps")
    purpose = models.TextField("scopo", help_text="Una frase")
    inputs = lines("che cosa serve")
    outputs = lines("che cosa ne esce")
    mistakes = lines("errori frequenti")
    days_min = models.PositiveSmallIntegerField("giornate, almeno")
    days_max = models.PositiveSmallIntegerField("giornate, al massimo")
    tools = models.ManyToManyField(Tool, through="StepTool", related_name="steps")
    history = HistoricalRecords(excluded_fields=["body_html"])
    address = "step"

    class Meta(Entry.Meta):
        verbose_name = "passo"
        verbose_name_plural = "passi"
        indexes = [GinIndex(fields=["topics"], name="paths_step_topics")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days_max__gte=models.F("days_min")),
                name="paths_step_days_ordered",
            )
        ]


class Path(Entry):
    for_whom = models.TextField("per chi è")
    summary = models.TextField("sintesi")
    first_thing = models.TextField("la prima cosa da fare")
    outcomes = lines("che cosa avrete alla fine")
    not_for = models.TextField("quando non va bene", blank=True)
    questionnaire = models.ForeignKey(
        Tool,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="questionario consigliato",
        related_name="advised_by",
        help_text="Il questionario standard da cui partire: i passi del percorso lo mostrano per "
        "primo.",
    )
    steps = models.ManyToManyField(Step, through="PathStep", related_name="paths")
    deep_dives = models.ManyToManyField(DeepDive, through="PathDeepDive", related_name="paths")
    history = HistoricalRecords(excluded_fields=["body_html"])
    address = "path"

    class Meta(Entry.Meta):
        verbose_name = "percorso"
        verbose_name_plural = "percorsi"

    def clean(self):
        super().clean()
        tool = self.questionnaire
        if tool and not (tool.is_questionnaire and tool.steps.exists()):
            raise ValidationError(
                {"questionnaire": f"«{tool.title}» non è un questionario standard di un passo."}
            )


class Link(models.Model):
    position = models.PositiveSmallIntegerField("ordine", default=0)

    class Meta:
        abstract = True
        ordering = ["position"]


class StepTool(Link):
    step = models.ForeignKey(Step, models.CASCADE, verbose_name="passo")
    tool = models.ForeignKey(Tool, models.CASCADE, verbose_name="strumento")

    class Meta(Link.Meta):
        verbose_name = "strumento del passo"
        verbose_name_plural = "strumenti del passo"
        constraints = [models.UniqueConstraint(fields=["step", "tool"], name="paths_steptool_once")]

    def __str__(self):
        return str(self.tool)


class PathStep(Link):
    path = models.ForeignKey(Path, models.CASCADE, verbose_name="percorso")
    step = models.ForeignKey(Step, models.PROTECT, verbose_name="passo")

    class Meta(Link.Meta):
        verbose_name = "passo del percorso"
        verbose_name_plural = "passi del percorso"
        constraints = [models.UniqueConstraint(fields=["path", "step"], name="paths_pathstep_once")]

    def __str__(self):
        return str(self.step)


class PathDeepDive(Link):
    path = models.ForeignKey(Path, models.CASCADE, verbose_name="percorso")
    deep_dive = models.ForeignKey(DeepDive, models.CASCADE, verbose_name="approfondimento")

    class Meta(Link.Meta):
        verbose_name = "approfondimento del percorso"
        verbose_name_plural = "approfondimenti del percorso"
        constraints = [
            models.UniqueConstraint(fields=["path", "deep_dive"], name="paths_pathdeepdive_once")
        ]

    def __str__(self):
        return str(self.deep_dive)


class FormerAddress(models.Model):
    """An address that an entry had; a trigger of the database writes it when the slug changes."""

    kind = models.CharField("tipo", max_length=12)
    slug = models.SlugField("indirizzo di prima", max_length=80)
    code = models.CharField("codice", max_length=10)

    class Meta:
        verbose_name = "indirizzo di prima"
        verbose_name_plural = "indirizzi di prima"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="paths_formeraddress_once")
        ]

    def __str__(self):
        return f"{self.slug} ({self.code})"
