# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages of a request, and what each does to its state."""

import secrets
from functools import wraps
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from migliorapa.core.registry import to_html

from ...models import Message, Ticket
from ...notifications import ticket_mails
from .. import attachments
from ..guards import operators_only
from .changing import change, move, party_of
from .handling import take_charge

State = Ticket.State
Kind = Message.Kind


class Overtaken(ValidationError):
    """Somebody wrote after the operator opened the request."""


def _once(write):
    """The same text from the same form, sent again, is the message it made the first time."""

    @wraps(write)
    def written(*, ticket, text, form_key: str = "", **more) -> Message:
        key = sha256(f"{form_key}\n{text}".encode()).hexdigest()[:32] if form_key else ""
        try:
            return write(ticket=ticket, text=text, form_key=key, **more)
        except (IntegrityError, ValidationError):
            known = Message.objects.filter(ticket=ticket, form_key=key).first() if key else None
            if known is None:
                raise
            return known

    return written


def write_message(ticket, *, kind, body, author, author_name, kept=(), **more) -> Message:
    if not body.strip():
        raise ValidationError("Scrivete un testo.")
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        author=author,
        author_name=author_name,
        body=body.strip(),
        body_html=to_html(body),
        reply_token=secrets.token_hex(16),
        **more,
    )
    attachments.attach(message, list(kept))
    return message


def _check_revision(ticket, revision: int | None) -> None:
    if revision is not None and revision != ticket.revision:
        raise Overtaken("Qualcuno ha scritto nel frattempo: leggete prima di inviare.")


@_once
def _operator_writes(*, ticket, verb, text, actor, uploads, revision, form_key) -> Message:
    operators_only(actor)
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        _check_revision(fresh, revision)
        take_charge(fresh, actor)
        message = write_message(
            fresh,
            kind=Kind.ANSWER,
            body=text,
            author=actor,
            author_name=actor.name,
            kept=kept,
            form_key=form_key,
        )
        move(fresh, verb, actor=actor, kind="operator")
        ticket_mails.answered(fresh, message)
    return message


def answer(*, uploads=(), revision=None, **written) -> Message:
    return _operator_writes(verb="answer", uploads=uploads, revision=revision, **written)


def ask_back(*, uploads=(), revision=None, **written) -> Message:
    """A question to the requester: the clock waits for the reply."""
    return _operator_writes(verb="ask_back", uploads=uploads, revision=revision, **written)


def solve(*, uploads=(), revision=None, **written) -> Message:
    """An answer that settles the need; the requester is asked whether it does."""
    return _operator_writes(verb="solve", uploads=uploads, revision=revision, **written)


def call_outcome(*, ticket, text, actor) -> Message:
    """What was said in a call, written down for the requester as an answer is.

    A request that ended meanwhile stays as it is.
    """
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        message = write_message(
            fresh, kind=Kind.CALL, body=text, author=actor, author_name=actor.name
        )
        if fresh.state not in (State.CLOSED, State.MERGED):
            take_charge(fresh, actor)
            move(fresh, "answer", actor=actor, kind="operator")
        ticket_mails.answered(fresh, message)
    return message


@_once
def note(*, ticket, text, actor, uploads=(), form_key="") -> Message:
    """Seen by operators alone; no mail, no clock."""
    operators_only(actor)
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        return write_message(
            fresh,
            kind=Kind.NOTE,
            body=text,
            author=actor,
            author_name=actor.name,
            kept=kept,
            form_key=form_key,
        )


def note_by_system(*, ticket, text) -> Message:
    with change(ticket) as fresh:
        return write_message(fresh, kind=Kind.NOTE, body=text, author=None, author_name="")


@_once
def reply(
    *, ticket, text, actor=None, uploads=(), by_email=False, mail_id="", form_key=""
) -> Message:
    """From the requester (`actor` None: a visitor with the link) or a colleague who sees it."""
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        party = party_of(fresh, actor)
        name = actor.name if actor else fresh.requester_name
        message = write_message(
            fresh,
            kind=Kind.REPLY,
            body=text,
            author=actor,
            author_name=name,
            kept=kept,
            by_email=by_email,
            mail_id=mail_id,
            form_key=form_key,
        )
        move(fresh, "requester_replies", actor=actor, kind=party)
        ticket_mails.replied(fresh, message, by_colleague=party == "colleague")
    return message


@_once
def reopen(*, ticket, text, actor=None, form_key="") -> Message:
    with change(ticket, actor=actor) as fresh:
        party = party_of(fresh, actor)
        if party == "operator":
            take_charge(fresh, actor)
        kind = Kind.ANSWER if party == "operator" else Kind.REPLY
        name = actor.name if actor else fresh.requester_name
        message = write_message(
            fresh, kind=kind, body=text, author=actor, author_name=name, form_key=form_key
        )
        move(fresh, "reopen", actor=actor, kind=party)
        if party == "operator":
            ticket_mails.answered(fresh, message)
        else:
            ticket_mails.replied(fresh, message, by_colleague=party == "colleague")
    return message
