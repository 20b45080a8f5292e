# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finished requests lose who asked and keep what was asked, redacted. Published FAQ stay."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from migliorapa.core import files, outbox
from migliorapa.core.outbox.models import OutboxMail
from migliorapa.core.registry import to_html

from ..models import (
    Attachment,
    Faq,
    FaqObjection,
    FaqVote,
    InboundMail,
    Message,
    PublicCorrection,
    Satisfaction,
    Ticket,
    TicketChange,
)
from ..models.ticket import new_public_id
from ..personal import votes as own_votes
from ..personal import writings as own_writings
from ..private_data import record_of, record_of_person
from ..redaction import Record, hide, redact
from . import call_endings

State = Ticket.State
OVER = (State.SOLVED, State.CLOSED, State.MERGED, State.SPAM)
AT_ONCE = 50
ABOUT_PEOPLE = ("in carico a",)
NOTHING = {"sender": "", "subject": "", "body": "", "raw": None}


def anonymise_old() -> str:
    """Some at a time: redaction reads every word."""
    limit = timezone.now() - timedelta(days=settings.TICKET_RETENTION_DAYS)
    rows = Ticket.objects.filter(state__in=OVER, is_anonymised=False)
    old = rows.alias(ended=Coalesce("closed", "solved", "updated")).filter(ended__lt=limit)
    tickets = list(old.order_by("ended").values_list("pk", flat=True)[:AT_ONCE])
    PublicCorrection.objects.filter(created__lt=limit).delete()
    for pk in tickets:
        anonymise(pk)
    return f"{len(tickets)} rese anonime"


def forget_person(user) -> None:
    """Before an account goes: its requests end, with nobody's name in them; so do its e-mails that
    wait. What operators took out of its public texts goes too, and its name in other requests."""
    theirs = Q(question__author=user) | Q(answer__author=user)
    PublicCorrection.objects.filter(theirs).delete()
    own_writings.mails_of(user).filter(outcome=InboundMail.Outcome.QUARANTINE).delete()
    own_writings.mails_of(user).update(**NOTHING)
    _redact_objections(own_writings.objections_of(user), record_of_person(user))
    for pk in list(Ticket.objects.filter(requester=user).values_list("pk", flat=True)):
        anonymise(pk)
    _forget_name(user)
    _forget_votes(user)


@transaction.atomic
def _forget_name(user) -> None:
    """In requests of others: what was said there stays, as words of nobody."""
    known = record_of_person(user)
    for message in Message.objects.filter(author=user):
        message.body = hide(message.body, known)
        message.body_html, message.author_name = to_html(message.body), ""
        message.save(update_fields=["body", "body_html", "author_name"])
    TicketChange.objects.filter(actor=user).update(actor_name="")
    about = TicketChange.objects.filter(field__in=ABOUT_PEOPLE)
    about.filter(before=user.name).update(before="")
    about.filter(after=user.name).update(after="")


@transaction.atomic
def _forget_votes(user) -> None:
    """The judgements stay, and nothing leads to who gave them."""
    for vote in FaqVote.objects.filter(voter=own_votes.voter_of(user)):
        vote.voter = secrets.token_hex(32)
        vote.save(update_fields=["voter"])


@transaction.atomic
def anonymise(pk: int) -> None:
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("administration")
    ticket = rows.defer("search").get(pk=pk)
    if ticket.is_anonymised:
        return
    call_endings.end_ahead(
        ticket, by="MiglioraPA", reason="chi aveva chiesto ha lasciato il portale"
    )
    record = record_of([ticket])
    _redact_thread(ticket, record)
    _forget_files(ticket)
    _forget_around(ticket, record)
    _forget_requester(ticket, record)


def _clean(text: str, record: Record) -> str:
    return redact(text, record).text


def _redact_thread(ticket, record) -> None:
    for message in ticket.messages.all():
        message.body = _clean(message.body, record)
        message.body_html = to_html(message.body)
        message.author, message.author_name = None, ""
        message.mail_id = message.reply_token = ""
        message.save()


def _forget_files(ticket) -> None:
    kept = Attachment.objects.filter(message__ticket=ticket)
    stored = list(kept.values_list("stored", flat=True))
    kept.delete()
    transaction.on_commit(lambda: [files.remove(name) for name in stored])


def _forget_around(ticket, record) -> None:
    ticket.changes.update(actor=None, actor_name="")
    ticket.changes.filter(field__in=ABOUT_PEOPLE).update(before="", after="")
    ticket.calls.update(cancelled_by="", reason="")
    Faq.objects.filter(origins__ticket=ticket).update(replacements=[], cleared=[])
    PublicCorrection.objects.filter(question__ticket=ticket).delete()
    InboundMail.objects.filter(ticket=ticket).update(**NOTHING)
    _redact_objections(FaqObjection.objects.filter(origin__ticket=ticket), record)
    for judgement in Satisfaction.objects.filter(ticket=ticket).exclude(comment=""):
        judgement.comment = _clean(judgement.comment, record)
        judgement.save(update_fields=["comment"])


def _redact_objections(objections, record) -> None:
    for objection in objections:
        objection.text = _clean(objection.text, record)
        objection.decision = _clean(objection.decision, record)
        objection.save(update_fields=["text", "decision"])


def _forget_requester(ticket, record) -> None:
    ticket.colleagues.clear()
    ticket.subject = _clean(ticket.subject, record)[:200]
    ticket.requester, ticket.requester_name, ticket.requester_email = None, "", ""
    ticket.visibility, ticket.nonce = Ticket.Visibility.NOBODY, new_public_id()
    if ticket.administration_id is None:
        ticket.administration_name = ""
    if ticket.state not in OVER:
        TicketChange.objects.create(
            ticket=ticket,
            field="stato",
            before=ticket.get_state_display(),
            after=State.CLOSED.label,
        )
        ticket.state, ticket.closed = State.CLOSED, timezone.now()
        ticket.pauses.filter(until=None).update(until=ticket.closed)
    ticket.first_answer_due = ticket.solution_due = ticket.next_due = None
    ticket.is_anonymised = True
    ticket.save()
    _keep_mails_in(ticket)


def _keep_mails_in(ticket) -> None:
    """Those that have not left yet and tell of who asked; R1 and R12 begin alike."""
    whole = [f"helpdesk:{kind}:{ticket.pk}" for kind in ("opened", "confirm")]
    OutboxMail.objects.filter(key__in=whole, status=OutboxMail.Status.QUEUED).delete()
    for kind in ("merged", "separated", "link", "waiting", "unanswered", "promise-moved"):
        outbox.withdraw(f"helpdesk:{kind}:{ticket.pk}:")
