# SPDX-License-Identifier: AGPL-3.0-or-later
"""Needs met without a request, counted honestly, and answers used again by others."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from migliorapa.accounts.models import Membership
from migliorapa.core.statements import Given, Statement

from ..figures.reuse import by_others
from ..models import Deflection, Faq, FaqReading, Ticket

HONEST_FOR = timedelta(days=7)
SAME_DAY = timedelta(hours=24)


def visitor_key(client: str) -> str:
    """Tells two visitors apart for as long as a need may still turn out unmet."""
    return salted_hmac("helpdesk.reuse", client, algorithm="sha256").hexdigest()


@transaction.atomic
def solved(*, text, url="", faq=None, topics=(), administration=None, visitor="") -> Deflection:
    """Somebody said "ho risolto" after reading a page; the same page twice a day counts once."""
    if faq and administration:
        reused(faq=faq, administration=administration)
    if known := _said_today(url, administration, visitor):
        return known
    return Deflection.objects.create(
        text=text[:300],
        url=url[:300],
        faq=faq,
        topics=list(topics),
        administration=administration,
        visitor=visitor,
    )


def _said_today(url, administration, visitor) -> Deflection | None:
    if not (url and (administration or visitor)):
        return None
    who = Q(administration=administration) if administration else Q(visitor=visitor)
    today = Deflection.objects.filter(who, url=url, created__gte=timezone.now() - SAME_DAY)
    return today.filter(withdrawn__isnull=True).first()


def lock(faq: Faq) -> None:
    """Before its votes and readings: of two who say something of it at once, one waits."""
    list(Faq.objects.select_for_update(no_key=True).filter(pk=faq.pk).values("pk"))


@transaction.atomic
def reused(*, faq: Faq, administration) -> bool:
    """Counts an administration once for each answer, and not those that it comes from; True
    when the count changes."""
    lock(faq)
    row = FaqReading(faq=faq, administration=administration)
    FaqReading.objects.bulk_create([row], ignore_conflicts=True)
    return recount(faq)


@transaction.atomic
def unused(*, faq: Faq, administration) -> bool:
    """It did not help after all, unless somebody there says that it solved another need."""
    lock(faq)
    said = Deflection.objects.filter(faq=faq, administration=administration, withdrawn=None)
    if said.exists():
        return False
    FaqReading.objects.filter(faq=faq, administration=administration).delete()
    return recount(faq)


def recount(faq: Faq) -> bool:
    """After a reading, or when one more administration turns out to have asked it."""
    users = by_others().filter(faq=faq).count()
    return bool(Faq.objects.filter(pk=faq.pk).exclude(reused_by=users).update(reused_by=users))


def _recent():
    return Deflection.objects.filter(
        topics__overlap=Given("topics"), created__gte=Given("since"), withdrawn__isnull=True
    ).values_list("pk", flat=True)


def _members():
    approved = Membership.objects.approved().filter(user=Given("user"))
    theirs = approved.filter(administration=Given("administration")).values("administration")
    return _recent().filter(administration__in=theirs)


_of_member = Statement(_members)
_of_visitor = Statement(lambda: _recent().filter(visitor=Given("visitor")))


def withdraw_deflections(ticket: Ticket) -> int:
    """The same administration asks on the same topic within seven days: it was not solved.

    Who only claims to write for it says nothing of it.
    """
    if ticket.administration_id is None or ticket.requester_id is None:
        return 0
    who = {"user": ticket.requester_id, "administration": ticket.administration_id}
    return _withdraw(_of_member, ticket.topics, **who)


def withdraw_visitor(visitor: str, topics) -> int:
    """The same for who has no administration: same visitor, same topic."""
    return _withdraw(_of_visitor, topics, visitor=visitor) if visitor else 0


def _withdraw(recent: Statement, topics, **who) -> int:
    """Seldom is there anything to withdraw: looked for first, at a third of the cost."""
    if not topics:
        return 0
    found = recent(topics=list(topics), since=timezone.now() - HONEST_FOR, **who)
    if not found:
        return 0
    rows = Deflection.objects.filter(pk__in=found, withdrawn__isnull=True)
    done = rows.update(withdrawn=timezone.now())
    used = Deflection.objects.filter(pk__in=found).exclude(faq=None).exclude(administration=None)
    for deflection in used.select_related("faq").order_by("faq"):
        unused(faq=deflection.faq, administration=deflection.administration_id)
    return done


def forget_visitors() -> str:
    """After seven days nobody needs to tell visitors apart any more."""
    old = Deflection.objects.filter(created__lt=timezone.now() - HONEST_FOR)
    return f"{old.exclude(visitor='').update(visitor='')} resi anonimi"
