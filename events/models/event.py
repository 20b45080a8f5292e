# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from migliorapa.accounts.regions import REGIONS

from ..addresses import RESERVED


def slugs(name: str, **options) -> ArrayField:
    field = models.SlugField(max_length=60)
    return ArrayField(field, verbose_name=name, default=list, blank=True, **options)


class Series(models.Model):
    """Events that belong together: a roadshow, a cycle of webinars."""

    slug = models.SlugField("indirizzo", max_length=80, unique=True)
    title = models.CharField("titolo", max_length=300)
    summary = models.TextField("sintesi", blank=True)
    body = models.TextField("testo", blank=True, help_text="In Markdown")
    body_html = models.TextField(editable=False, blank=True)
    sources = models.JSONField("fonti", default=list, blank=True)
    is_demo = models.BooleanField("dimostrativo", default=False, editable=False)

    class Meta:
        verbose_name = "serie di appuntamenti"
        verbose_name_plural = "serie di appuntamenti"
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:series", args=[self.slug])


class EventQuerySet(models.QuerySet):
    def published(self):
        """Everything that was ever announced: also what was put off, cancelled or is over."""
        return self.exclude(status=Event.Status.DRAFT)

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_staff else self.published()

    def upcoming(self, today=None):
        return self.filter(last_day__gte=today or timezone.localdate())

    def past(self, today=None):
        return self.filter(last_day__lt=today or timezone.localdate())

    def going_ahead(self):
        return self.filter(status=Event.Status.PUBLISHED)

    def about(self, topics):
        return self.filter(topics__overlap=list(topics))

    def with_proceedings(self):
        """Whose proceedings are out: published, and any embargo over."""
        return self.published().filter(
            Q(proceedings_embargo__isnull=True) | Q(proceedings_embargo__lte=timezone.now()),
            proceedings_published__isnull=False,
        )


class Event(models.Model):
    """One appointment, of one or more sessions. Days and times follow from the sessions."""

    class Kind(models.TextChoices):
        SEMINAR = "seminario", "Seminario territoriale"
        WEBINAR = "webinar", "Webinar"
        VIRTUAL_CLASSROOM = "aula-virtuale", "Aula virtuale"
        INFODAY = "infoday", "Infoday"
        LAB = "laboratorio", "Laboratorio territoriale"
        CONFERENCE = "convegno", "Convegno"

    class Status(models.TextChoices):
        DRAFT = "draft", "Bozza"
        PUBLISHED = "published", "Pubblicato"
        POSTPONED = "postponed", "Rinviato"
        CANCELLED = "cancelled", "Annullato"

    class Level(models.TextChoices):
        ANY = "", "Per tutti"
        BASIC = "base", "Per chi comincia"
        ADVANCED = "avanzato", "Per chi ha già esperienza"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("indirizzo", max_length=120, unique=True)
    series = models.ForeignKey(
        Series,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="serie",
        related_name="events",
    )
    kind = models.CharField("tipo", max_length=16, choices=Kind.choices)
    title = models.CharField("titolo", max_length=300)
    summary = models.TextField("sintesi", blank=True, help_text="Una o due frasi")
    body = models.TextField("presentazione", blank=True, help_text="In Markdown")
    body_html = models.TextField(editable=False, blank=True)
    audience = models.TextField("a chi è rivolto", blank=True)
    level = models.CharField(
        "livello", max_length=10, choices=Level.choices, default=Level.ANY, blank=True
    )
    topics = slugs("argomenti")
    steps = ArrayField(
        models.CharField(max_length=10),
        verbose_name="passi collegati",
        default=list,
        blank=True,
        help_text="Codici, per esempio S10",
    )
    partners = ArrayField(
        models.CharField(max_length=200), verbose_name="enti partner", default=list, blank=True
    )

    is_online = models.BooleanField("online", default=False)
    city = models.CharField("città", max_length=80, blank=True)
    region_code = models.CharField(
        "regione", max_length=2, choices=list(REGIONS.items()), blank=True
    )
    venue = models.CharField("sede", max_length=200, blank=True)
    address = models.CharField("indirizzo della sede", max_length=300, blank=True)
    getting_there = models.TextField("come arrivare e accessibilità della sede", blank=True)

    status = models.CharField("stato", max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_note = models.CharField(
        "motivo del rinvio o dell'annullamento", max_length=300, blank=True
    )
    is_history = models.BooleanField(
        "storico", default=False, help_text="Appuntamento del progetto originale, 2010-2013"
    )
    is_demo = models.BooleanField("dimostrativo", default=False, editable=False)
    sources = models.JSONField("fonti", default=list, blank=True)

    registration_opens = models.DateTimeField("iscrizioni dal", null=True, blank=True)
    registration_closes = models.DateTimeField("iscrizioni fino al", null=True, blank=True)
    takes_registrations = models.BooleanField("con iscrizione", default=True)
    is_recorded = models.BooleanField("sarà registrato", default=False)
    contact = models.EmailField("e-mail per informazioni", blank=True)

    proceedings_declared = models.BooleanField(
        "atti dichiarati dalla fonte",
        default=False,
        help_text="La fonte dice «atti on line», anche se i documenti non ci sono più.",
    )
    proceedings_summary = models.TextField(
        "che cosa si è detto", blank=True, help_text="In Markdown"
    )
    proceedings_html = models.TextField(editable=False, blank=True)
    proceedings_published = models.DateTimeField("atti pubblicati il", null=True, blank=True)
    proceedings_embargo = models.DateTimeField("atti riservati fino al", null=True, blank=True)
    feedback_public = models.BooleanField("risultati del questionario pubblici", default=False)

    first_day = models.DateField("primo giorno", null=True, editable=False)
    last_day = models.DateField("ultimo giorno", null=True, editable=False)
    starts = models.DateTimeField("comincia", null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField("creato", auto_now_add=True)
    modified = models.DateTimeField("modificato", default=timezone.now, editable=False)
    history = HistoricalRecords(excluded_fields=["body_html", "proceedings_html"])

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "appuntamento"
        verbose_name_plural = "appuntamenti"
        ordering = ["first_day", "starts", "pk"]
        indexes = [
            models.Index(fields=["first_day", "starts", "id"], name="events_event_days"),
            models.Index(fields=["last_day"], name="events_event_last_day"),
            GinIndex(fields=["topics"], name="events_event_topics"),
            GinIndex(fields=["steps"], name="events_event_steps"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.slug])

    def clean(self):
        if self.slug in RESERVED:
            raise ValidationError(
                {"slug": f"«{self.slug}» è già l'indirizzo di una parte del calendario."}
            )

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_postponed(self):
        return self.status == self.Status.POSTPONED

    @property
    def is_past(self):
        return bool(self.last_day) and self.last_day < timezone.localdate()

    @property
    def region(self):
        return REGIONS.get(self.region_code, "")

    @property
    def where(self):
        """The place in words; never the address of an online room."""
        if self.is_online and not self.city:
            return "online"
        return f"{self.city} e online" if self.is_online else self.city

    @property
    def proceedings_are_out(self):
        embargo = self.proceedings_embargo
        return bool(self.proceedings_published) and not (embargo and embargo > timezone.now())
