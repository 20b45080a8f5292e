# SPDX-License-Identifier: AGPL-3.0-or-later
import uuid

from django.db import models
from django.utils import timezone


class OutboxMail(models.Model):
    """One mail to one recipient.

    Its content goes as soon as it is sent or dropped, recipient and subject after a
    month; the key stays, so that nothing is told twice.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "in coda"
        SENT = "sent", "spedito"
        DROPPED = "dropped", "non più necessario"
        GIVEN_UP = "given_up", "non consegnato"

    key = models.CharField("chiave", max_length=200, unique=True)
    uid = models.UUIDField("identificativo", default=uuid.uuid4, unique=True, editable=False)
    to = models.CharField("destinatario", max_length=320, blank=True)
    reply_to = models.CharField("risposte a", max_length=320, blank=True)
    subject = models.CharField("oggetto", max_length=300, blank=True)
    text = models.TextField("testo", blank=True)
    html = models.TextField("testo in HTML", blank=True)
    headers = models.JSONField("intestazioni", default=dict, blank=True)
    attachments = models.JSONField(
        "allegati", default=list, blank=True, help_text="name, mimetype, content in base64"
    )
    check_name = models.CharField("verifica", max_length=100, blank=True)
    argument = models.CharField("argomento della verifica", max_length=200, blank=True)
    status = models.CharField(
        "stato", max_length=10, choices=Status.choices, default=Status.QUEUED, db_index=True
    )
    created = models.DateTimeField("scritto", default=timezone.now)
    due = models.DateTimeField("da spedire", default=timezone.now)
    closed = models.DateTimeField("concluso", null=True, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField("tentativi falliti", default=0)
    last_error = models.TextField("ultimo errore", blank=True)

    class Meta:
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        ordering = ["-pk"]
        permissions = [("requeue_outboxmail", "Può rimettere in coda un messaggio")]
        indexes = [
            models.Index(
                fields=["due", "id"], name="outbox_due", condition=models.Q(status="queued")
            )
        ]

    def __str__(self):
        return self.subject or self.key


class JobRun(models.Model):
    """The last run of a scheduled job; its row is the lock of who runs it."""

    name = models.CharField("lavoro", max_length=100, unique=True)
    started = models.DateTimeField("ultimo avvio", null=True, blank=True)
    finished = models.DateTimeField("fine", null=True, blank=True)
    succeeded = models.DateTimeField("ultima riuscita", null=True, blank=True)
    result = models.CharField("risultato", max_length=300, blank=True)
    error = models.TextField("errore", blank=True)

    class Meta:
        verbose_name = "lavoro periodico"
        verbose_name_plural = "lavori periodici"
        ordering = ["name"]

    def __str__(self):
        return self.name


class LimitCount(models.Model):
    """How often something was asked since the window opened; `digest` hides who asked."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "conteggio"
        verbose_name_plural = "conteggi"

    def __str__(self):
        return self.digest
