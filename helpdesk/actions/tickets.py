# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every change to a request. Refusals are ValidationError, or PermissionDenied.

Each verb locks the request, moves its state, its clocks and its revision, writes the history and
puts the mails in the outbox, in one transaction.
"""

import secrets
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from migliorapa.core.registry import to_html

from .. import notifications, workflow
from ..models import Message, Queue, Ticket
from . import attachments, call_endings, clocks, reuse
from .guards import operators_only
from .history import log

State = Ticket.State
Kind = Message.Kind


class Unchanged(Exception):
    """What is asked is so already: no history, no revision."""


class Overtaken(ValidationError):
    """Somebody wrote after the operator opened the request."""


def choose_queue(topics: Iterable[str], queues: Iterable[Queue] | None = None) -> Queue:
    """The queue that shares most topics; the first one when none does."""
    wanted = set(topics)
    if queues is None:
        queues = Queue.objects.filter(is_active=True).select_related("office")
    queues = list(queues)
    if not queues:
        raise ValidationError("L'help desk non è ancora attivo: nessuna coda è stata aperta.")
    return max(queues, key=lambda queue: len(wanted & set(queue.topics)))


@contextmanager
def change(ticket: Ticket, *, actor=None):
    """The request as it is now, locked; saved at the end with a new revision, unless Unchanged.

    Read once it is locked: what is joined to a row that waits for its lock is that of before.
    """
    with transaction.atomic():
        list(Ticket.objects.select_for_update().filter(pk=ticket.pk).values("pk"))
        rows = Ticket.objects.select_related(
            "queue__office", "requester", "administration", "assignee"
        )
        fresh = rows.defer("search").get(pk=ticket.pk)
        if fresh.is_anonymised:
            raise ValidationError("La richiesta è stata resa anonima: non cambia più.")
        try:
            yield fresh
        except Unchanged:
            return
        fresh.revision += 1
        fresh.updated = timezone.now()
        fresh.save()


def _since(ticket) -> timedelta:
    """How long a finished request has been so."""
    ended = ticket.closed or ticket.solved
    return timezone.now() - ended if ended else timedelta(0)


def move(ticket, verb: str, *, actor, kind: str) -> None:
    """The next state, with its clocks and one line of history; what nobody has in charge is to
    take, not in progress."""
    before, label = ticket.state, ticket.get_state_display()
    try:
        after = workflow.next_state(before, verb, kind, since=_since(ticket))
    except workflow.NotAllowed as refusal:
        raise ValidationError(str(refusal))
    effects, now = workflow.effects(before, verb), timezone.now()
    is_nobodys = after == State.OPEN and ticket.assignee_id is None
    ticket.state = State.NEW if is_nobodys else State(after)
    if effects.answers and ticket.first_answered is None:
        ticket.first_answered = now
        clocks.measure_answer(ticket)
    if ticket.state in (State.SOLVED, State.CLOSED):
        if ticket.solved is None:
            ticket.solved = now
            clocks.measure_solution(ticket)
        ticket.closed = now if ticket.state == State.CLOSED else None
    else:
        ticket.solved = ticket.closed = ticket.solved_minutes = ticket.solved_on_time = None
    if effects.starts_clock and ticket.clock_started is None:
        clocks.start(ticket)
    elif effects.pauses_clock or effects.stops_solution:
        clocks.pause(ticket)
    elif effects.resumes_clock:
        clocks.resume(ticket)
    else:
        clocks.recompute(ticket)
    if ticket.state != before:
        reached = ticket.get_state_display()
        log(ticket, actor, "stato", label, reached, by_portal=kind == "system")


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


def _write(ticket, *, kind, body, author, author_name, kept=(), **more) -> Message:
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


def party_of(ticket, actor) -> str:
    """In which part somebody acts; PermissionDenied for who has none."""
    if actor is None or actor.pk == ticket.requester_id:
        return "requester"
    if actor.is_operator:
        return "operator"
    if Ticket.objects.visible_to(actor).filter(pk=ticket.pk).exists():
        return "colleague"
    raise PermissionDenied


def open_ticket(
    *,
    subject: str,
    text: str,
    requester=None,
    name: str,
    email: str,
    administration=None,
    administration_name: str = "",
    queue: Queue | None = None,
    topics: Iterable[str] = (),
    colleagues: Iterable = (),
    uploads: Iterable = (),
    form_key: str = "",
    confirmed: bool | None = None,
    by_email: bool = False,
    mail_id: str = "",
    **details,
) -> Ticket:
    """A new request; a visitor's waits until the e-mail is confirmed.

    `details`: step, page, profile, visibility, channel, read_faqs, is_demo. The same `form_key`
    twice is one request.
    """
    try:
        with attachments.put_away(uploads) as kept, transaction.atomic():
            return _create(
                text=text,
                kept=kept,
                mail={"by_email": by_email, "mail_id": mail_id},
                colleagues=colleagues,
                subject=" ".join(subject.split())[:200],
                queue=queue or choose_queue(topics),
                requester=requester,
                requester_name=name,
                requester_email=email,
                administration=administration,
                administration_name=administration_name or str(administration or ""),
                topics=list(topics),
                form_key=form_key,
                state=_first_state(requester if confirmed is None else confirmed),
                **details,
            )
    except IntegrityError:
        if form_key and (known := Ticket.objects.filter(form_key=form_key).first()):
            return known  # the same form, sent again
        raise


def _first_state(is_confirmed) -> State:
    return State.NEW if is_confirmed else State.UNCONFIRMED


def _create(*, text, kept, mail, colleagues, **fields) -> Ticket:
    ticket = Ticket(**fields)
    if ticket.state == State.NEW:
        clocks.start(ticket)
    ticket.save()
    if colleagues := list(colleagues):
        ticket.colleagues.set(colleagues)
    message = _write(
        ticket,
        kind=Kind.QUESTION,
        body=text,
        author=ticket.requester,
        author_name=ticket.requester_name,
        kept=kept,
        **mail,
    )
    if ticket.state == State.NEW:
        _enter(ticket, message)
    else:
        notifications.confirm_email_wanted(ticket)
    return ticket


def _enter(ticket, message) -> None:
    reuse.withdraw_deflections(ticket)
    notifications.opened(ticket, message)


def confirm_ticket(*, ticket) -> Ticket:
    """The second half of the double opt-in; doing it twice changes nothing."""
    with change(ticket) as fresh:
        if fresh.state == State.UNCONFIRMED:
            move(fresh, "confirm", actor=None, kind="requester")
            _enter(fresh, fresh.messages.first())
    return fresh


def take(*, ticket, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        _set_assignee(fresh, actor, actor)
        move(fresh, "take", actor=actor, kind="operator")
    return fresh


def _set_assignee(ticket, assignee, actor) -> None:
    if ticket.assignee != assignee:
        log(ticket, actor, "in carico a", ticket.assignee or "nessuno", assignee or "nessuno")
        ticket.assignee = assignee


def _take_charge(ticket, actor) -> None:
    """Of what nobody has: who writes first has it."""
    if ticket.assignee is None:
        _set_assignee(ticket, actor, actor)


def assign(*, ticket, assignee, actor) -> Ticket:
    """To another operator, or to nobody."""
    operators_only(actor)
    if assignee is not None:
        operators_only(assignee)
    with change(ticket, actor=actor) as fresh:
        if fresh.assignee == assignee:
            raise Unchanged
        _set_assignee(fresh, assignee, actor)
        if assignee and assignee != actor:
            notifications.assigned(fresh)
    return fresh


def _check_revision(ticket, revision: int | None) -> None:
    if revision is not None and revision != ticket.revision:
        raise Overtaken("Qualcuno ha scritto nel frattempo: leggete prima di inviare.")


@_once
def _operator_writes(*, ticket, verb, text, actor, uploads, revision, form_key) -> Message:
    operators_only(actor)
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        _check_revision(fresh, revision)
        _take_charge(fresh, actor)
        message = _write(
            fresh,
            kind=Kind.ANSWER,
            body=text,
            author=actor,
            author_name=actor.name,
            kept=kept,
            form_key=form_key,
        )
        move(fresh, verb, actor=actor, kind="operator")
        notifications.answered(fresh, message)
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
        message = _write(fresh, kind=Kind.CALL, body=text, author=actor, author_name=actor.name)
        if fresh.state not in (State.CLOSED, State.MERGED):
            _take_charge(fresh, actor)
            move(fresh, "answer", actor=actor, kind="operator")
        notifications.answered(fresh, message)
    return message


@_once
def note(*, ticket, text, actor, uploads=(), form_key="") -> Message:
    """Seen by operators alone; no mail, no clock."""
    operators_only(actor)
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        return _write(
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
        return _write(fresh, kind=Kind.NOTE, body=text, author=None, author_name="")


@_once
def reply(
    *, ticket, text, actor=None, uploads=(), by_email=False, mail_id="", form_key=""
) -> Message:
    """From the requester (`actor` None: a visitor with the link) or a colleague who sees it."""
    with attachments.put_away(uploads) as kept, change(ticket, actor=actor) as fresh:
        party = party_of(fresh, actor)
        name = actor.name if actor else fresh.requester_name
        message = _write(
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
        notifications.replied(fresh, message, by_colleague=party == "colleague")
    return message


def close(*, ticket, actor=None, kind: str | None = None) -> Ticket:
    """By the requester ("ho risolto"), or by the system when nobody answers."""
    with change(ticket, actor=actor) as fresh:
        party = kind or party_of(fresh, actor)
        move(fresh, "close", actor=actor, kind=party)
        by = "MiglioraPA" if party == "system" else str(actor or fresh.requester_name)
        call_endings.end_ahead(fresh, by=by, reason="la richiesta è chiusa")
        notifications.closed(fresh, by=party)
    return fresh


def settle_unanswered(*, ticket, days: int) -> Ticket:
    """Solved by the portal: who asked was asked something, reminded, and did not write."""
    with change(ticket) as fresh:
        move(fresh, "solve", actor=None, kind="system")
        notifications.unanswered(fresh, days=days)
    return fresh


@_once
def reopen(*, ticket, text, actor=None, form_key="") -> Message:
    with change(ticket, actor=actor) as fresh:
        party = party_of(fresh, actor)
        if party == "operator":
            _take_charge(fresh, actor)
        kind = Kind.ANSWER if party == "operator" else Kind.REPLY
        name = actor.name if actor else fresh.requester_name
        message = _write(
            fresh, kind=kind, body=text, author=actor, author_name=name, form_key=form_key
        )
        move(fresh, "reopen", actor=actor, kind=party)
        if party == "operator":
            notifications.answered(fresh, message)
        else:
            notifications.replied(fresh, message, by_colleague=party == "colleague")
    return message


def set_priority(*, ticket, priority: int, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.priority == priority:
            raise Unchanged
        before = fresh.get_priority_display()
        fresh.priority = priority
        log(fresh, actor, "priorità", before, fresh.get_priority_display())
    return fresh


def move_to_queue(*, ticket, queue, actor) -> Ticket:
    """The promise is counted anew with the targets of the other queue."""
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.queue == queue:
            raise Unchanged
        log(fresh, actor, "coda", fresh.queue, queue)
        fresh.queue = queue
        clocks.recompute(fresh)
    return fresh


def set_visibility(*, ticket, visibility: str, colleagues: Iterable, actor=None) -> Ticket:
    """Only the requester decides who else of the administration sees the request."""
    with change(ticket, actor=actor) as fresh:
        if party_of(fresh, actor) != "requester":
            raise PermissionDenied
        before, named = fresh.get_visibility_display(), {each.pk for each in colleagues}
        known = set(fresh.colleagues.values_list("pk", flat=True))
        if (fresh.visibility, known) == (visibility, named):
            raise Unchanged
        fresh.visibility = visibility
        fresh.colleagues.set(named)
        log(fresh, actor, "visibilità", before, fresh.get_visibility_display())
    return fresh


def mark_spam(*, ticket, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        move(fresh, "spam", actor=actor, kind="operator")
        call_endings.end_ahead(fresh, by=str(actor), reason="la richiesta non è stata accolta")
    return fresh


def unmark_spam(*, ticket, actor) -> Ticket:
    """Back among those to take: it was not unwanted after all."""
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.state != State.SPAM:
            raise ValidationError("La richiesta non è tra le indesiderate.")
        move(fresh, "reopen", actor=actor, kind="operator")
    return fresh
