# SPDX-License-Identifier: AGPL-3.0-or-later
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .administration import Administration


class MembershipQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=Membership.Status.APPROVED)

    def waiting(self):
        return self.filter(status=Membership.Status.WAITING)

    def coordinators(self):
        return self.approved().filter(is_coordinator=True)

    def decidable_by(self, user):
        """Never one's own; the staff any other, coordinators those of their administrations."""
        others = self.exclude(user=user)
        if user.is_project_staff:
            return others
        coordinated = Membership.objects.coordinators().filter(user=user, user__is_active=True)
        return others.filter(administration__in=coordinated.values("administration"))


class Membership(models.Model):
    """A person's claim to work for an administration, and what was decided about it."""

    class Status(models.TextChoices):
        WAITING = "waiting", "In attesa"
        APPROVED = "approved", "Approvata"
        REFUSED = "refused", "Rifiutata"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="persona", related_name="memberships"
    )
    administration = models.ForeignKey(
        Administration, models.CASCADE, verbose_name="amministrazione", related_name="memberships"
    )
    status = models.CharField(
        "stato", max_length=10, choices=Status.choices, default=Status.WAITING
    )
    is_coordinator = models.BooleanField("coordina i colleghi", default=False)
    asked = models.DateTimeField("chiesta il", default=timezone.now)
    decided = models.DateTimeField("decisa il", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="decisa da",
        related_name="+",
        help_text="Vuoto se l'ha decisa il dominio dell'indirizzo verificato.",
    )
    reason = models.CharField("motivo del rifiuto", max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenenza"
        verbose_name_plural = "appartenenze"
        ordering = ["-asked"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "administration"], name="accounts_membership_once"
            ),
            models.CheckConstraint(
                condition=Q(is_coordinator=False) | Q(status="approved"),
                name="accounts_coordinator_is_approved",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.administration}"

    @property
    def is_waiting(self):
        return self.status == self.Status.WAITING

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def is_refused(self):
        return self.status == self.Status.REFUSED
