# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a FAQ comes from, and what the people it comes from think of it."""

from django.db import models
from django.db.models import Q

from migliorapa.accounts.models import Administration, User

from .faq import Faq
from .question import PublicAnswer, PublicQuestion
from .ticket import Ticket


class FaqOrigin(models.Model):
    """Who asked or answered what a FAQ says, known to them and to operators alone.

    It is a request; or a public question, of who asked it; or the answer to a public question, of
    who wrote it.
    """

    faq = models.ForeignKey(Faq, models.CASCADE, related_name="origins")
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, blank=True, related_name="faq_origins"
    )
    question = models.ForeignKey(
        PublicQuestion, models.CASCADE, null=True, blank=True, related_name="faq_origins"
    )
    answer = models.ForeignKey(
        PublicAnswer, models.CASCADE, null=True, blank=True, related_name="faq_origins"
    )
    created = models.DateTimeField(auto_now_add=True)
    told = models.DateTimeField("avvisato il", null=True, blank=True)

    class Meta:
        verbose_name = "origine della FAQ"
        verbose_name_plural = "origini della FAQ"
        constraints = [
            models.UniqueConstraint(fields=["faq", "ticket"], name="helpdesk_origin_once"),
            models.UniqueConstraint(
                fields=["faq", "question"],
                condition=Q(answer__isnull=True),
                name="helpdesk_question_origin_once",
            ),
            models.UniqueConstraint(fields=["faq", "answer"], name="helpdesk_answer_origin_once"),
            models.CheckConstraint(
                condition=Q(ticket__isnull=False, question__isnull=True, answer__isnull=True)
                | Q(ticket__isnull=True, question__isnull=False),
                name="helpdesk_origin_is_request_or_question",
            ),
        ]

    @property
    def writing(self) -> PublicQuestion | PublicAnswer | None:
        """What its person wrote in public; None for a request."""
        return self.answer or self.question

    @property
    def person(self) -> User | None:
        """Of a public question or answer; a request may have been opened without an account."""
        return self.writing.author if self.writing else None

    @property
    def name(self) -> str:
        if self.ticket:
            return self.ticket.requester_name
        return self.person.name if self.person else ""

    @property
    def email(self) -> str:
        """Where they are told; empty when nobody is left to tell."""
        if self.ticket:
            return "" if self.ticket.is_anonymised else self.ticket.requester_email
        return self.person.email if self.person and self.person.is_active else ""

    @property
    def nonce(self) -> str:
        """Makes the link of the objection void when the person is forgotten."""
        return self.ticket.nonce if self.ticket else f"{self.writing.author_id or ''}"

    @property
    def administration(self) -> Administration | None:
        return self.ticket.administration if self.ticket else self.writing.administration

    @property
    def open_objection(self) -> "FaqObjection | None":
        """The one still to decide; at most one."""
        return next((each for each in self.objections.all() if each.decided is None), None)


class FaqObjection(models.Model):
    """Its person does not want it published; until decided the FAQ is not public."""

    origin = models.ForeignKey(FaqOrigin, models.CASCADE, related_name="objections")
    text = models.TextField("perché")
    created = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField("decisa il", null=True, blank=True)
    decision = models.TextField("decisione", blank=True)

    class Meta:
        verbose_name = "obiezione"
        verbose_name_plural = "obiezioni"
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=Q(decided__isnull=True),
                name="helpdesk_one_open_objection",
            )
        ]
