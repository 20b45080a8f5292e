# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rounds of the race: what everybody does, and what must be true afterwards.

Each returns the faults it found; none means that the promise was kept.
"""

import random
from collections import Counter
from datetime import timedelta
from functools import partial

from django.db import connection, connections
from django.db.models import Max, Min
from django.utils import timezone

from events import links
from events.actions import publishing
from events.actions import registration as actions
from events.models import Event, Place, Registration, Session
from migliorapa.core.outbox.models import OutboxMail

from .arena import Arena

CONFIRMED, WAITING, OFFERED = "confirmed", "waiting", "offered"
REFUSE_ABOVE_CAPACITY = """
CREATE OR REPLACE FUNCTION bench_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status IN ('confirmed', 'offered')
     AND (TG_OP = 'INSERT' OR OLD.status NOT IN ('confirmed', 'offered'))
     AND (SELECT count(*) FROM events_place p WHERE p.session_id = NEW.session_id
          AND p.status IN ('confirmed', 'offered'))
       > (SELECT s.capacity FROM events_session s WHERE s.id = NEW.session_id)
  THEN RAISE EXCEPTION 'a promotion above capacity'; END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS bench_capacity ON events_place;
CREATE TRIGGER bench_capacity AFTER INSERT OR UPDATE ON events_place
  FOR EACH ROW EXECUTE FUNCTION bench_capacity();
"""


def watch_capacity() -> None:
    """Any promotion above capacity becomes an error of that request."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_ABOVE_CAPACITY)


def new_session(capacity: int) -> Session:
    event = Event.objects.create(
        slug=f"gara-{Event.objects.count()}",
        title="Una gara",
        kind=Event.Kind.SEMINAR,
        status=Event.Status.PUBLISHED,
    )
    starts = timezone.now() + timedelta(days=30)
    session = Session.objects.create(
        event=event, title="Seminario", day=starts.date(), starts=starts, capacity=capacity
    )
    publishing.refresh(event)
    session.refresh_from_db()
    return session


def waiting_to_confirm(session: Session, number: int, who: str) -> list[Registration]:
    """People who have filled in the form and hold the mail with the link."""
    emails = [f"{who}{n}@esempio.invalid" for n in range(number)]
    people = Registration.objects.bulk_create(
        Registration(event=session.event, name="Giulia Neri", email=email, email_key=email)
        for email in emails
    )
    Place.objects.bulk_create(Place(registration=person, session=session) for person in people)
    return people


def confirm(arena: Arena, people) -> list:
    paths = [links.path("confirm", person) for person in people]
    return [partial(arena.post, path) for path in paths]


def give_up(arena: Arena, people) -> list:
    paths = [links.path("registration", person) for person in people]
    return [partial(arena.post, path, do="cancel", session="tutto") for path in paths]


def statuses(session: Session) -> Counter:
    return Counter(session.places.values_list("status", flat=True))


def _expect(faults: list[str], what: str, found, wanted) -> None:
    if found != wanted:
        faults.append(f"{what}: {found}, not {wanted}")


def rush(arena: Arena, *, people: int = 200, capacity: int = 50, dying: bool = False) -> list[str]:
    """Everybody confirms in the same moment, each of them twice."""
    session = new_session(capacity)
    calls = confirm(arena, waiting_to_confirm(session, people, f"p{session.pk}-"))
    twice = [lambda call=call: (call(), call()) for call in calls]
    if dying:
        with arena.dying_workers() as killed:
            answers = arena.all_at_once(twice)
    else:
        killed, answers = [True], arena.all_at_once(twice)
    faults: list[str] = []
    _expect(faults, "answers", set(sum(answers, ())), {302})
    _expect(faults, "workers killed", bool(killed), True)
    wanted = Counter({CONFIRMED: capacity, WAITING: people - capacity})
    _expect(faults, "places", statuses(session), wanted)
    numbers = list(session.places.order_by("number").values_list("number", flat=True))
    _expect(faults, "numbers", numbers, list(range(1, people + 1)))
    _expect(faults, "order", _is_in_order(session), True)
    return faults + told_otherwise(session)


def told_otherwise(session: Session) -> list[str]:
    """Each place has one mail for its state, and one only."""
    faults: list[str] = []
    subjects = {CONFIRMED: "Posto confermato", WAITING: "Siete in lista d'attesa"}
    mails: dict[str, list[str]] = {}
    for key, subject in OutboxMail.objects.values_list("key", "subject"):
        if key.startswith("events:place:"):
            mails.setdefault(key.split(":")[2], []).append(subject)
    for place in session.places.filter(status__in=subjects):
        found = [subject.split("] ")[1].split(":")[0] for subject in mails.get(str(place.pk), [])]
        _expect(faults, f"mails of number {place.number}", found, [subjects[place.status]])
    return faults


def _is_in_order(session: Session) -> bool:
    """Nobody waits who came before somebody with a place."""
    last = session.places.taken().aggregate(number=Max("number"))["number"] or 0
    first = session.places.waiting().aggregate(number=Min("number"))["number"]
    return first is None or last < first


def _resize(session: Session, capacity: int) -> int:
    try:
        actions.change_capacity(session=session, capacity=capacity)
        return 302
    finally:
        connections.close_all()


def churn(arena: Arena) -> list[str]:
    """With 50 confirmed and 150 waiting: 45 and 40 of them leave, 60 arrive, capacity changes."""
    session = new_session(50)
    watch_capacity()
    for registration in waiting_to_confirm(session, 200, f"c{session.pk}-"):
        actions.confirm_email(registration=registration)
    owners = Registration.objects.filter(event=session.event)
    confirmed = list(owners.filter(places__status=CONFIRMED))[:45]
    waiting = list(owners.filter(places__status=WAITING))[:40]
    newcomers = waiting_to_confirm(session, 60, f"n{session.pk}-")
    calls = [
        *give_up(arena, [*confirmed, *waiting]),
        *confirm(arena, newcomers),
        lambda: _resize(session, 45) and _resize(session, 60),
    ]
    random.shuffle(calls)
    faults: list[str] = []
    _expect(faults, "answers", set(arena.all_at_once(calls)), {302})
    found = statuses(session)
    _expect(faults, "taken", found[CONFIRMED] + found[OFFERED], 60)
    _expect(faults, "waiting", found[WAITING], 200 + 60 - 85 - 60)
    _expect(faults, "given up", found["cancelled"], 85)
    _expect(faults, "order", _is_in_order(session), True)
    return faults
