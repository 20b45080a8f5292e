# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from migliorapa.accounts.models import Administration


def codes(name: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=10), verbose_name=name, default=list, blank=True)


class FaqQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Faq.Status.PUBLISHED)

    def visible_to(self, user):
        if user.is_authenticated and user.is_operator:
            return self
        return self.published()

    def about(self, topics):
        return self.filter(topics__overlap=list(topics))

    def to_review(self):
        return self.published().filter(needs_review=True)


class Faq(models.Model):
    """A question as people ask it and its answer, with one lasting address.

    `pending`: the texts that will take the place of the published ones once a colleague approves
    them, by field; `sent_back` in it is the reason why not yet. `replacements`: what was taken away
    from the request, `{original, replacement}`, for who approves; gone when the request is.
    `cleared`: words of the request that may be read all the same, see `actions/clearing.py`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Bozza"
        IN_REVIEW = "review", "Da approvare"
        PUBLISHED = "published", "Pubblicata"
        WITHDRAWN = "withdrawn", "Ritirata"

    code = models.CharField("codice", max_length=20, unique=True)
    slug = models.SlugField("indirizzo", max_length=100, unique=True)
    question = models.CharField("domanda", max_length=300)
    answer = models.TextField("risposta breve", help_text="Tre frasi al massimo, senza Markdown")
    body = models.TextField("in dettaglio", blank=True, help_text="In Markdown")
    body_html = models.TextField(editable=False, blank=True)
    also_asked = ArrayField(
        models.CharField(max_length=300),
        verbose_name="altri modi di chiederlo",
        default=list,
        blank=True,
    )
    topics = ArrayField(
        models.SlugField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )
    steps = codes("passi")
    tools = codes("strumenti")
    deep_dives = codes("approfondimenti")
    sources = models.JSONField("fonti", default=list, blank=True)
    status = models.CharField("stato", max_length=10, choices=Status.choices, default=Status.DRAFT)
    position = models.PositiveSmallIntegerField("ordine", default=0)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="scritta da",
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="approvata da",
        related_name="+",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="responsabile",
        related_name="+",
    )
    born_at = models.ForeignKey(
        Administration,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nata dalla domanda di",
    )
    created = models.DateTimeField("creata", auto_now_add=True)
    published = models.DateTimeField("pubblicata il", null=True, blank=True)
    reviewed = models.DateField("verificata il", null=True, blank=True)
    review_due = models.DateField("da rivedere entro", null=True, blank=True)
    needs_review = models.BooleanField("da rivedere", default=False)
    review_reasons = models.JSONField("perché va rivista", default=list, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_kinds = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, editable=False
    )
    replacements = models.JSONField("sostituzioni", default=list, blank=True, editable=False)
    cleared = models.JSONField("parole confermate", default=list, blank=True, editable=False)
    pending = models.JSONField("modifica da approvare", default=dict, blank=True, editable=False)
    pending_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name="modificata da",
        related_name="+",
    )
    useful = models.PositiveIntegerField("utile", default=0, editable=False)
    not_useful = models.PositiveIntegerField("non utile", default=0, editable=False)
    reused_by = models.PositiveIntegerField("amministrazioni", default=0, editable=False)
    history = HistoricalRecords(
        excluded_fields=[
            *("body_html", "useful", "not_useful", "reused_by"),
            *("replacements", "cleared", "pending", "pending_author"),
            *("reviewed_at", "review_kinds"),
        ]
    )

    objects = FaqQuerySet.as_manager()

    class Meta:
        verbose_name = "FAQ"
        verbose_name_plural = "FAQ"
        ordering = ["position", "code"]
        indexes = [
            GinIndex(fields=["topics"], name="helpdesk_faq_topics"),
            models.Index(
                fields=["id"],
                name="helpdesk_faq_waiting",
                condition=Q(status="review")
                | (Q(status="published") & (Q(needs_review=True) | ~Q(pending={}))),
            ),
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("helpdesk:faq", args=[self.slug])


class FaqVote(models.Model):
    """Useful or not, and why; `created` is when it was given or changed.

    `voter` is a keyed hash: of a person who signed in, or of a visitor and a day.
    """

    class Reason(models.TextChoices):
        UNCLEAR = "unclear", "Non è chiara"
        INCOMPLETE = "incomplete", "Manca qualcosa"
        WRONG = "wrong", "Non è corretta o non è aggiornata"
        OTHER_CASE = "other", "Non è il mio caso"

    faq = models.ForeignKey(Faq, models.CASCADE, related_name="votes")
    is_useful = models.BooleanField("utile")
    reason = models.CharField("motivo", max_length=12, choices=Reason.choices, blank=True)
    comment = models.CharField("commento", max_length=500, blank=True)
    voter = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "giudizio sulla FAQ"
        verbose_name_plural = "giudizi sulle FAQ"
        ordering = ["-created"]
        constraints = [models.UniqueConstraint(fields=["faq", "voter"], name="helpdesk_vote_once")]


class FaqReading(models.Model):
    """That an administration found a FAQ useful or solved a need with it: the reuse figure."""

    faq = models.ForeignKey(Faq, models.CASCADE, related_name="readings")
    administration = models.ForeignKey(Administration, models.CASCADE, related_name="+")
    first = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "riuso di una FAQ"
        verbose_name_plural = "riusi delle FAQ"
        constraints = [
            models.UniqueConstraint(fields=["faq", "administration"], name="helpdesk_reading_once")
        ]
