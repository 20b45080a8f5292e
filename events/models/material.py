# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .event import Event
from .session import Session


class MaterialQuerySet(models.QuerySet):
    def out(self):
        """Published, and any embargo over, in an event that is itself announced."""
        now = timezone.now()
        return self.filter(
            Q(embargo__isnull=True) | Q(embargo__lte=now),
            Q(event__proceedings_embargo__isnull=True) | Q(event__proceedings_embargo__lte=now),
            is_published=True,
        ).exclude(event__status=Event.Status.DRAFT)

    def public(self):
        return self.out().filter(audience=Material.Audience.PUBLIC)

    def visible_to(self, user):
        """The one door: public materials, the reserved ones of one's own events, all for staff."""
        if not user.is_authenticated:
            return self.public()
        if user.is_staff:
            return self
        mine = Q(
            event__registrations__user=user,
            event__registrations__places__status="confirmed",
        )
        return self.out().filter(Q(audience=Material.Audience.PUBLIC) | mine).distinct()

    def open_to(self, registration):
        """What a person without an account sees through their own link: as `visible_to`."""
        if registration.confirmed is None or not registration.places.confirmed().exists():
            return self.public().filter(event=registration.event_id)
        return self.out().filter(event=registration.event_id)


class Material(models.Model):
    """A piece of the proceedings, with one lasting address; its files are `MaterialVersion`."""

    class Kind(models.TextChoices):
        SLIDES = "presentazione", "Presentazione"
        DOCUMENT = "documento", "Documento"
        RECORDING = "registrazione", "Registrazione"
        TRANSCRIPT = "trascrizione", "Trascrizione"
        LINK = "collegamento", "Collegamento"

    class Audience(models.TextChoices):
        PUBLIC = "tutti", "Tutti"
        PARTICIPANTS = "partecipanti", "Solo i partecipanti"

    class Licence(models.TextChoices):
        CC_BY = "CC-BY-4.0", "Creative Commons Attribuzione 4.0 (CC BY 4.0)"
        CC_BY_SA = (
            "CC-BY-SA-4.0",
            "Creative Commons Attribuzione, stessa licenza 4.0 (CC BY-SA 4.0)",
        )
        CC0 = "CC0-1.0", "Creative Commons, dominio pubblico (CC0 1.0)"
        IODL = "IODL-2.0", "Licenza italiana dati aperti (IODL 2.0)"
        RESERVED = "riservata", "Tutti i diritti riservati all'autore"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(
        Event, models.CASCADE, verbose_name="appuntamento", related_name="materials"
    )
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="sessione",
        related_name="materials",
    )
    position = models.PositiveSmallIntegerField("ordine", default=0)
    kind = models.CharField("tipo", max_length=14, choices=Kind.choices)
    title = models.CharField("titolo", max_length=300)
    authors = models.CharField("autori", max_length=300, blank=True)
    date = models.DateField("data", null=True, blank=True)
    language = models.CharField(
        "lingua",
        max_length=2,
        choices=[("it", "Italiano"), ("en", "Inglese"), ("fr", "Francese")],
        default="it",
    )
    licence = models.CharField(
        "licenza", max_length=12, choices=Licence.choices, default=Licence.CC_BY
    )
    accessibility_note = models.CharField("nota di accessibilità", max_length=300, blank=True)
    transcript = models.TextField(
        "trascrizione", blank=True, help_text="In Markdown. Serve a chi non può ascoltare."
    )
    transcript_html = models.TextField(editable=False, blank=True)
    audience = models.CharField(
        "chi può vederlo", max_length=12, choices=Audience.choices, default=Audience.PUBLIC
    )
    embargo = models.DateTimeField("riservato fino al", null=True, blank=True)
    is_published = models.BooleanField("pubblicato", default=False)
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(default=timezone.now, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "materiale"
        verbose_name_plural = "materiali"
        ordering = ["session__day", "session__starts", "position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:material", args=[self.uid])

    @property
    def is_embargoed(self):
        return bool(self.embargo) and self.embargo > timezone.now()


class MaterialVersion(models.Model):
    """A file or a link as it was put on line; the highest number is the latest."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versione")
    stored = models.CharField(max_length=200, blank=True, editable=False)
    filename = models.CharField("nome del file", max_length=200, blank=True, editable=False)
    kind = models.CharField(max_length=10, blank=True, editable=False)
    mimetype = models.CharField(max_length=120, blank=True, editable=False)
    size = models.PositiveBigIntegerField("byte", null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    text = models.TextField("testo estratto", blank=True, editable=False)
    captions = models.CharField("sottotitoli", max_length=200, blank=True, editable=False)
    url = models.URLField("collegamento", max_length=500, blank=True)
    note = models.CharField("che cosa è cambiato", max_length=300, blank=True)
    created = models.DateTimeField("messo online il", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    downloads = models.PositiveIntegerField("scaricamenti", default=0, editable=False)
    scanned = models.BooleanField("controllato dall'antivirus", default=False, editable=False)
    removed = models.DateTimeField("tolto il", null=True, blank=True, editable=False)
    removed_reason = models.CharField(
        "perché è stato tolto", max_length=300, blank=True, editable=False
    )

    class Meta:
        verbose_name = "versione"
        verbose_name_plural = "versioni"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="events_version_number"),
            models.CheckConstraint(
                condition=Q(url="") | Q(stored=""), name="events_version_is_file_or_link"
            ),
        ]

    def __str__(self):
        return f"{self.material}, versione {self.number}"

    @property
    def is_media(self):
        return self.mimetype.startswith(("video/", "audio/"))


class Download(models.Model):
    """How often a version was downloaded on a day: a count, never who."""

    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="days")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "scaricamenti del giorno"
        verbose_name_plural = "scaricamenti per giorno"
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="events_download_day")
        ]
