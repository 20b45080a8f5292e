# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up requests in every state, for demonstrations and tests.

They go through the same verbs as real ones, then their clocks are moved back to the days the file
tells. Loaded once: what somebody does to them in the demonstration stays.
"""

from datetime import datetime, time, timedelta
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.accounts.selectors import administration_of
from migliorapa.core import moments, search
from migliorapa.core.registry import to_html
from migliorapa.core.search import log
from migliorapa.core.search.models import SearchQuery

from . import loading, selectors
from .actions import calls, clocks, faqs, publication, questions, tickets
from .models import (
    Call,
    CallSlot,
    Faq,
    FaqOrigin,
    Message,
    PublicAnswer,
    PublicQuestion,
    PublicVote,
    Queue,
    Satisfaction,
    SlotPattern,
    Ticket,
)

FILE = Path(__file__).resolve().parent / "content" / "demo.yaml"
PRIORITIES = {"high": 1, "normal": 2, "low": 3}


def _person(name: str) -> User:
    email = {"operatore": "operatrice", "nota": "operatrice"}.get(name, name)
    return User.objects.get(email=f"{email}@esempio.invalid")


def _moment(days_ago: int, hour: time = time(10)) -> datetime:
    """That day at that hour, moved to the working day before if it is a weekend."""
    day = timezone.localdate() - timedelta(days=days_ago)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return min(moments.to_utc(day, hour), timezone.now())


def _open(row, visitor) -> Ticket:
    if row["from"] == "visitatore":
        who = {"name": visitor["name"], "email": visitor["email"]}
    else:
        person = _person(row["from"])
        who = {"requester": person, "name": person.name, "email": person.email}
        if row.get("of_their_body"):
            who["administration"] = administration_of(person)
    return tickets.open_ticket(
        subject=row["subject"],
        text=row["messages"][0]["text"],
        queue=Queue.objects.get(slug=row["queue"]),
        topics=row["topics"],
        step=row.get("step", ""),
        administration_name=row["administration"],
        read_faqs=selectors.faq_keys(row.get("read", [])),
        confirmed=True,
        is_demo=True,
        **who,
    )


def _write(ticket: Ticket, row) -> None:
    """The rest of the thread; the last answer of the desk leads to the state of the file."""
    rest = row["messages"][1:]
    answers = [message for message in rest if message["who"] == "operatore"]
    for message in rest:
        text, operator = message["text"], _person("operatore")
        if message["who"] == "richiedente":
            actor = None if row["from"] == "visitatore" else _person(row["from"])
            tickets.reply(ticket=ticket, text=text, actor=actor)
        elif message["who"] == "nota":
            tickets.note(ticket=ticket, text=text, actor=operator)
        else:
            verb = tickets.answer
            if message is answers[-1] and row["state"] == "waiting":
                verb = tickets.ask_back
            verb(ticket=ticket, text=text, actor=operator)


def _finish(ticket: Ticket, row) -> None:
    """What the thread left open: solved by the desk, closed by who asked."""
    if row["state"] in ("solved", "closed"):
        Ticket.objects.filter(pk=ticket.pk).update(state=Ticket.State.OPEN)
        text = "Segniamo la richiesta come risolta. Se serve altro, scriveteci qui."
        tickets.solve(ticket=ticket, text=text, actor=_person("operatore"))
    if row["state"] == "closed":
        tickets.close(ticket=ticket, actor=_person(row["from"]))


def _move_back(ticket: Ticket, row) -> None:
    """Each message to its day, and the clocks after them."""
    written = ticket.messages.order_by("pk")
    for number, message in enumerate(written):
        told = row["messages"][min(number, len(row["messages"]) - 1)]
        when = _moment(told["days_ago"]) + timedelta(minutes=20 * number)
        Message.objects.filter(pk=message.pk).update(created=min(when, timezone.now()))
    messages = list(ticket.messages.order_by("created"))
    first_answer = [m.created for m in messages if m.kind == Message.Kind.ANSWER][:1]
    ticket.refresh_from_db()
    ticket.created = ticket.clock_started = messages[0].created
    ticket.updated = messages[-1].created
    ticket.first_answered = first_answer[0] if first_answer else None
    ticket.solved = messages[-1].created if ticket.is_finished else None
    ticket.closed = ticket.solved if ticket.state == Ticket.State.CLOSED else None
    ticket.priority = PRIORITIES[row["priority"]]
    ticket.pauses.filter(since__gt=messages[-1].created).update(since=messages[-1].created)
    clocks.recompute(ticket)
    if ticket.first_answered:
        clocks.measure_answer(ticket)
    if ticket.solved:
        clocks.measure_solution(ticket)
    ticket.save()
    ticket.changes.update(created=ticket.updated)


def _faq(ticket: Ticket, row) -> None:
    if Faq.objects.filter(slug=row["slug"]).exists():
        return
    number = Faq.objects.filter(code__startswith="Q").count() + 1
    votes = row.pop("votes")
    faq = Faq.objects.create(
        code=f"Q{number:03}",
        status=Faq.Status.PUBLISHED,
        author=_person("operatore"),
        approved_by=_person("redazione"),
        owner=_person("operatore"),
        **row,
    )
    FaqOrigin.objects.create(faq=faq, ticket=ticket, told=timezone.now())
    faqs.refresh(faq)
    for number, vote in enumerate(votes):
        told = {"reason": vote.get("reason", ""), "comment": vote.get("comment", "")}
        faqs.vote(faq=faq, is_useful=vote["useful"], voter=f"dimostrazione-{number}", **told)


def _calls(ticket: Ticket, rows) -> None:
    operator = _person("operatore")
    for row in rows:
        starts = _moment(-row["days"], time.fromisoformat(row["time"]))
        if row["days"] > 0:
            day = timezone.localdate() + timedelta(days=row["days"])
            while day.weekday() > 4:
                day += timedelta(days=1)
            starts = moments.to_utc(day, time.fromisoformat(row["time"]))
        ends = starts + timedelta(minutes=row["minutes"])
        overlapping = CallSlot.objects.filter(operator=operator, starts__lt=ends, ends__gt=starts)
        slot = overlapping.first() or CallSlot.objects.create(
            operator=operator, starts=starts, ends=ends
        )
        call = Call.objects.create(slot=slot, ticket=ticket, booked=ticket.created)
        if "outcome" in row:
            calls.write_outcome(call=call, actor=operator, text=row["outcome"])


def _public_question(ticket: Ticket, row) -> None:
    if PublicQuestion.objects.filter(slug=row["slug"]).exists():
        return
    question = PublicQuestion.objects.create(
        slug=row["slug"],
        title=row["title"],
        body=row["text"],
        body_html=to_html(row["text"]),
        topics=ticket.topics,
        ticket=ticket,
        author=ticket.requester,
        administration=administration_of(ticket.requester) if ticket.requester else None,
        status=PublicQuestion.Status.PUBLISHED,
        created=ticket.created,
        published=_moment(16),
    )
    for answer in row["answers"]:
        author = _person(answer["who"])
        made = PublicAnswer.objects.create(
            question=question,
            body=answer["text"],
            body_html=to_html(answer["text"]),
            author=author,
            administration=administration_of(author),
            is_official=author.is_operator,
            status=PublicQuestion.Status.PUBLISHED,
            votes=answer["votes"],
            created=_moment(answer["days_ago"]),
        )
        if answer["votes"]:
            PublicVote.objects.create(answer=made, user=_person("lecce"))
        if answer["accepted"]:
            question.accepted = made
            question.save(update_fields=["accepted"])
    questions.refresh(question)


def _slots() -> None:
    """Two mornings a week, published for the next month."""
    operator = _person("operatore")
    for weekday in (1, 3):
        SlotPattern.objects.get_or_create(
            operator=operator, weekday=weekday, starts=time(9, 30), ends=time(12), minutes=30
        )
    today = timezone.localdate()
    calls.publish_slots(operator=operator, first=today, last=today + timedelta(days=30))


def _searches(rows) -> None:
    for row in rows:
        if not SearchQuery.objects.filter(text=row["text"]).exists():
            for _ in range(row["times"]):
                log.note(row["text"], len(search.find(row["text"])))


@transaction.atomic
def load() -> int:
    """How many requests are new."""
    loading.load()  # queues and office
    data, made = yaml.safe_load(FILE.read_text(encoding="utf-8")), 0
    _slots()
    for row in data["requests"]:
        if Ticket.objects.filter(is_demo=True, subject=row["subject"]).exists():
            continue
        ticket = _open(row, data["visitor"])
        _write(ticket, row)
        if "calls" in row:
            _calls(ticket, row["calls"])
        _finish(ticket, row)
        _move_back(ticket, row)
        if "faq" in row:
            _faq(ticket, row["faq"])
        if "public_question" in row:
            _public_question(ticket, row["public_question"])
        if "to_approve" in row:
            publication.draft(actor=_person("operatore"), tickets=[ticket], **row["to_approve"])
        if "satisfaction" in row:
            Satisfaction.objects.create(ticket=ticket, **row["satisfaction"])
        made += 1
    for row in data["to_moderate"]:
        questions.ask(
            title=row["title"], body=row["text"], topics=row["topics"], actor=_person(row["from"])
        )
    _searches(data["searches"])
    faqs.find_stale()
    return made
