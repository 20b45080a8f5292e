# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .ticket import Ticket, new_public_id


class MessageQuerySet(models.QuerySet):
    def for_requester(self):
        """Never the operators' notes."""
        return self.exclude(kind=Message.Kind.NOTE)


class Message(models.Model):
    class Kind(models.TextChoices):
        QUESTION = "question", "Richiesta"
        ANSWER = "answer", "Risposta"
        REPLY = "reply", "Replica"
        NOTE = "note", "Nota interna"
        CALL = "call", "Esito della chiamata"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    kind = models.CharField("tipo", max_length=10, choices=Kind.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField("scritto da", max_length=150)
    body = models.TextField("testo")
    body_html = models.TextField(editable=False, blank=True)
    created = models.DateTimeField("scritto il", default=timezone.now)
    by_email = models.BooleanField("arrivato per e-mail", default=False)
    mail_id = models.CharField(max_length=300, blank=True, editable=False)
    reply_token = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    form_key = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "messaggio"
        verbose_name_plural = "messaggi"
        ordering = ["created", "pk"]
        indexes = [models.Index(fields=["ticket", "created", "id"], name="helpdesk_thread")]
        constraints = [
            models.UniqueConstraint(
                fields=["mail_id"], condition=~Q(mail_id=""), name="helpdesk_mail_once"
            ),
            models.UniqueConstraint(
                fields=["ticket", "form_key"],
                condition=~Q(form_key=""),
                name="helpdesk_message_sent_once",
            ),
        ]


class Attachment(models.Model):
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    stored = models.CharField(max_length=200, editable=False)
    filename = models.CharField("nome", max_length=200)
    kind = models.CharField(max_length=10)
    mimetype = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField("byte")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        ordering = ["pk"]

    def __str__(self):
        return self.filename
