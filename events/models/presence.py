# SPDX-License-Identifier: AGPL-3.0-or-later
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from .registration import Place
from .session import Session

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """Twelve characters people can read out: no 0, 1, I, L, O, U."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


class Presence(models.Model):
    """That somebody was there, once a place."""

    class Source(models.TextChoices):
        JOIN = "collegamento", "Collegamento personale"
        CHECK_IN = "ingresso", "Registrazione all'ingresso"
        IMPORT = "elenco", "Elenco della piattaforma"
        STAFF = "redazione", "Correzione della redazione"

    place = models.OneToOneField(Place, models.CASCADE, related_name="presence")
    source = models.CharField("come risulta", max_length=12, choices=Source.choices)
    first_seen = models.DateTimeField("dalle", default=timezone.now)
    last_seen = models.DateTimeField("fino alle", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minuti", null=True, blank=True)
    is_valid = models.BooleanField("valida", default=True)

    class Meta:
        verbose_name = "presenza"
        verbose_name_plural = "presenze"
        ordering = ["first_seen"]

    def __str__(self):
        return str(self.place)


class PresenceChange(models.Model):
    """A correction: who changed what, and why."""

    presence = models.ForeignKey(Presence, models.CASCADE, related_name="changes")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField("motivo", max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "correzione di presenza"
        verbose_name_plural = "correzioni di presenza"
        ordering = ["-created"]


class Certificate(models.Model):
    """An attendance that anybody may verify by its code, without learning who it is of."""

    code = models.CharField("codice", max_length=14, unique=True, default=new_code, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="certificates")
    place = models.OneToOneField(
        Place, models.SET_NULL, null=True, blank=True, related_name="certificate"
    )
    minutes = models.PositiveSmallIntegerField("minuti attestati", null=True, blank=True)
    issued = models.DateTimeField("rilasciato il", default=timezone.now)
    revoked = models.DateTimeField("revocato il", null=True, blank=True)
    revoked_reason = models.CharField("motivo della revoca", max_length=300, blank=True)

    class Meta:
        verbose_name = "attestato"
        verbose_name_plural = "attestati"
        ordering = ["-issued"]

    def __str__(self):
        return self.code
