# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone

from migliorapa.accounts.models import Administration

from .ticket import Ticket


class PublicQuestionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=PublicQuestion.Status.PUBLISHED)

    def visible_to(self, user):
        if user.is_authenticated and user.is_operator:
            return self
        if user.is_authenticated:
            return self.filter(
                models.Q(status=PublicQuestion.Status.PUBLISHED) | models.Q(author=user)
            )
        return self.published()


class PublicQuestion(models.Model):
    """A question, redacted, that other administrations answer."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Da moderare"
        PUBLISHED = "published", "Pubblicata"
        WITHDRAWN = "withdrawn", "Ritirata"

    slug = models.SlugField("indirizzo", max_length=120, unique=True)
    title = models.CharField("domanda", max_length=200)
    body = models.TextField("in dettaglio")
    body_html = models.TextField(editable=False, blank=True)
    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    ticket = models.ForeignKey(
        Ticket, models.SET_NULL, null=True, blank=True, related_name="public_questions"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    administration = models.ForeignKey(
        Administration, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        "stato", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    accepted = models.OneToOneField(
        "PublicAnswer", models.SET_NULL, null=True, blank=True, related_name="accepted_for"
    )
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField("posta il", default=timezone.now)
    published = models.DateTimeField("pubblicata il", null=True, blank=True)
    withdrawn_by_desk = models.BooleanField(default=False, editable=False)

    objects = PublicQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "domanda pubblica"
        verbose_name_plural = "domande pubbliche"
        ordering = ["-created"]
        indexes = [GinIndex(fields=["topics"], name="helpdesk_question_topics")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("helpdesk:question", args=[self.slug])

    @property
    def may_be_republished(self) -> bool:
        """What who asked took off stays off; what was refused has never been public."""
        is_off = self.status == self.Status.WITHDRAWN
        return is_off and self.withdrawn_by_desk and self.published is not None


class PublicAnswerQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=PublicQuestion.Status.PUBLISHED)

    def visible_to(self, user):
        """The published ones, and one's own that wait for moderation."""
        if not user.is_authenticated:
            return self.published()
        shown = models.Q(status=PublicQuestion.Status.PUBLISHED)
        waiting = models.Q(status=PublicQuestion.Status.WAITING)
        if user.is_operator:
            return self.filter(shown | waiting)
        return self.filter(shown | waiting & models.Q(author=user))


class PublicAnswer(models.Model):
    question = models.ForeignKey(PublicQuestion, models.CASCADE, related_name="answers")
    body = models.TextField("risposta")
    body_html = models.TextField(editable=False, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    administration = models.ForeignKey(
        Administration, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_official = models.BooleanField("risposta dell'help desk", default=False)
    status = models.CharField(
        "stato",
        max_length=10,
        choices=PublicQuestion.Status.choices,
        default=PublicQuestion.Status.WAITING,
    )
    votes = models.PositiveIntegerField("voti", default=0, editable=False)
    created = models.DateTimeField("scritta il", default=timezone.now)

    objects = PublicAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "risposta pubblica"
        verbose_name_plural = "risposte pubbliche"
        ordering = ["-is_official", "-votes", "created"]


class PublicCorrection(models.Model):
    """What an operator changed in a text of others; `before` and `after` by the name of the field.

    Of a question or of an answer, never of both.
    """

    question = models.ForeignKey(
        PublicQuestion, models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    answer = models.ForeignKey(
        PublicAnswer, models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    before = models.JSONField("prima")
    after = models.JSONField("dopo")
    created = models.DateTimeField("corretta il", auto_now_add=True)

    class Meta:
        verbose_name = "correzione"
        verbose_name_plural = "correzioni"
        ordering = ["-created", "-pk"]


class PublicVote(models.Model):
    answer = models.ForeignKey(PublicAnswer, models.CASCADE, related_name="given_votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "voto"
        verbose_name_plural = "voti"
        constraints = [
            models.UniqueConstraint(fields=["answer", "user"], name="helpdesk_public_vote_once")
        ]
