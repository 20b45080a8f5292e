# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from migliorapa.accounts.models import User

from .ticket import Ticket, new_public_id


class SlotPattern(models.Model):
    """When an operator takes calls, every week. Times are local."""

    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="operatore", related_name="+"
    )
    weekday = models.PositiveSmallIntegerField(
        "giorno",
        choices=list(
            enumerate(
                ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]
            )
        ),
    )
    starts = models.TimeField("dalle")
    ends = models.TimeField("alle")
    minutes = models.PositiveSmallIntegerField("durata di una chiamata in minuti", default=30)
    is_active = models.BooleanField("attivo", default=True)

    class Meta:
        verbose_name = "turno per le chiamate"
        verbose_name_plural = "turni per le chiamate"
        ordering = ["operator", "weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="helpdesk_pattern_order")
        ]


def earliest_start():
    """Nobody books a call that begins before: the operator has to know of it."""
    return timezone.now() + timedelta(minutes=settings.CALL_NOTICE_MINUTES)


class CallSlotQuerySet(models.QuerySet):
    def free(self):
        """Of operators who are still there."""
        at_desk = Q(operator__role=User.Role.OPERATOR) | Q(operator__is_staff=True)
        rows = self.filter(at_desk, operator__is_active=True)
        return rows.filter(is_withdrawn=False, starts__gt=timezone.now()).exclude(
            calls__is_cancelled=False
        )

    def bookable(self):
        return self.free().filter(starts__gte=earliest_start())


class CallSlot(models.Model):
    """Half an hour of an operator that can be booked. The database forbids overlaps."""

    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="operatore", related_name="slots"
    )
    starts = models.DateTimeField("dalle")
    ends = models.DateTimeField("alle")
    is_withdrawn = models.BooleanField("ritirato", default=False)

    objects = CallSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "orario per una chiamata"
        verbose_name_plural = "orari per le chiamate"
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="helpdesk_slot_order"),
            ExclusionConstraint(
                name="helpdesk_slots_do_not_overlap",
                expressions=[
                    (
                        Func(
                            "starts",
                            "ends",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("operator", RangeOperators.EQUAL),
                ],
                condition=Q(is_withdrawn=False),
            ),
        ]


class Call(models.Model):
    """A booked call, inside a request; its outcome becomes a message of the request."""

    slot = models.ForeignKey(CallSlot, models.PROTECT, related_name="calls")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="calls")
    room = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    booked = models.DateTimeField("prenotata il", default=timezone.now)
    is_cancelled = models.BooleanField("annullata", default=False)
    cancelled_by = models.CharField("annullata da", max_length=150, blank=True)
    reason = models.CharField("motivo", max_length=300, blank=True)
    outcome_written = models.DateTimeField("esito scritto il", null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "chiamata"
        verbose_name_plural = "chiamate"
        ordering = ["slot__starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=Q(is_cancelled=False),
                name="helpdesk_slot_booked_once",
            )
        ]
