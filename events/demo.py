# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up appointments in every state, for demonstrations and tests.

People register and take part through the same verbs as real ones. Appointments ahead move forward
when their day has passed, so that there are always some; the one that was held stays.
"""

from datetime import date, time, timedelta
from pathlib import Path
from random import Random

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.accounts.selectors import administration_of
from migliorapa.core import moments

from .actions import afterwards, certificates, labs, presence, proceedings, publishing, versions
from .actions import registration as registering
from .demo_materials import paper_pdf, slides_odp
from .feedback_aspects import ASPECTS
from .models import (
    AskedQuestion,
    Contribution,
    Event,
    Experience,
    LabGroup,
    Material,
    Need,
    Presence,
    Question,
    Session,
    Speaker,
)

FILE = Path(__file__).resolve().parent / "content" / "demo.yaml"
EVENT_FIELDS = (
    *("slug", "kind", "title", "summary", "body", "audience", "level", "topics", "steps"),
    *("partners", "is_online", "is_recorded", "city", "region_code", "venue", "address"),
    *("getting_there", "status_note"),
)
SESSION_FIELDS = (
    *("kind", "title", "summary", "capacity", "per_administration", "place", "what_to_bring"),
    "room_url",
)
HELD_AT_FIRST = 10  # days ahead, while people register for what was held


def _working_day(in_days: int) -> date:
    day = timezone.localdate() + timedelta(days=in_days)
    while day.weekday() > 4:
        day += timedelta(days=1 if in_days >= 0 else -1)
    return day


def _put_on(session: Session, day: date, starts: str, ends: str) -> None:
    session.day = day
    session.starts = moments.to_utc(day, time.fromisoformat(starts))
    session.ends = moments.to_utc(day, time.fromisoformat(ends))


def _create(row, speakers) -> Event:
    values = {name: row[name] for name in EVENT_FIELDS if name in row}
    event = Event.objects.create(is_demo=True, **values)
    day = _working_day(HELD_AT_FIRST if row.get("held") else row["in_days"])
    for position, told in enumerate(row["sessions"], 1):
        session = Session(event=event, position=position)
        for name in SESSION_FIELDS:
            setattr(session, name, told.get(name, getattr(session, name)))
        _put_on(session, day, told["starts"], told["ends"])
        session.save()
        for number, (name, role, title) in enumerate(told["speakers"], 1):
            Contribution.objects.create(
                session=session, speaker=speakers[name], role=role, title=title, position=number
            )
    for position, told in enumerate(row["questions"], 1):
        Question.objects.create(event=event, position=position, **told)
    event.status = Event.Status.PUBLISHED
    event.save()
    return publishing.refresh(event, tell=False)


def _people(event, row, visitors):
    """Who registers, in order: one contact person, the visitors, then the other."""
    for name in row["registered"][:1]:
        yield _contact_person(name)
    yield from (_visitor(each) for each in visitors[: row.get("visitors", 0) - 2])
    for name in row["registered"][1:]:
        yield _contact_person(name)
    yield from (_visitor(each) for each in visitors[row.get("visitors", 0) - 2 :][:2])


def _contact_person(name: str) -> dict:
    user = User.objects.get(email=f"{name}@esempio.invalid")
    administration = administration_of(user)
    return {
        "user": user,
        "email": user.email,
        "name": user.name,
        "administration": administration,
        "administration_name": administration.name,
        "administration_type": administration.type,
        "region_code": administration.region_code,
        "shares_contact": True,
    }


def _visitor(row) -> dict:
    return {
        "email": f"{row['name'].lower().replace(' ', '.')}@esempio.invalid",
        "name": row["name"],
        "administration_name": row["administration"],
        "administration_type": row["type"],
        "region_code": row["region"],
    }


def _register(event, row, data) -> list:
    made = []
    needs = [need["text"] for need in data["needs"]]
    question = event.questions.filter(is_need=True).first()
    people = (
        list(_people(event, row, data["visitors"]))
        if row.get("visitors")
        else [_contact_person(name) for name in row["registered"]]
    )
    for number, person in enumerate(people):
        answers = {question: needs[number]} if question and number < len(needs) else {}
        registration = registering.register(
            event=event, sessions=event.sessions.all(), answers=answers, **person
        )
        made.append(registering.confirm_email(registration=registration))
    return made


def _free_a_place(registrations) -> None:
    """Somebody gives up the lab: whoever waits first has an offer to accept."""
    gone = registrations[2]
    lab = gone.event.sessions.get(kind=Session.Kind.LAB)
    registering.cancel_places(registration=gone, sessions=[lab])


def _hold(event, row) -> None:
    """Its day comes and goes."""
    day = _working_day(row["in_days"])
    for session, told in zip(event.sessions.order_by("position"), row["sessions"], strict=True):
        _put_on(session, day, told["starts"], told["ends"])
        session.save()
    publishing.refresh(event, tell=False)
    event.refresh_from_db()


def _attend(event, registrations) -> None:
    chance = Random(2013)
    for registration in registrations:
        for place in registration.places.confirmed().select_related("session"):
            if chance.random() < 0.9:
                session = place.session
                presence.mark_present(
                    place,
                    source=Presence.Source.CHECK_IN,
                    first=session.starts,
                    last=session.ends,
                )
                certificates.issue(place=place)


def _judge(registrations) -> None:
    chance = Random(2012)
    for registration in registrations:
        if Presence.objects.filter(place__registration=registration).exists():
            ratings = {aspect: (chance.randint(6, 10), chance.randint(4, 10)) for aspect in ASPECTS}
            afterwards.give_feedback(
                registration=registration, overall=chance.randint(6, 10), ratings=ratings
            )


def _material(event, kind, row, **more) -> Material:
    return Material.objects.create(
        event=event,
        session=event.sessions.order_by("position").first(),
        kind=kind,
        title=row["title"],
        authors=row.get("authors", ""),
        date=event.first_day,
        **more,
    )


def _publish_proceedings(event, row) -> None:
    plenary, lab = event.sessions.order_by("position")
    event.proceedings_summary, event.feedback_public = row["summary"], True
    event.save()
    for position, told in enumerate(row["asked"], 1):
        asked = AskedQuestion(event=event, position=position, **told)
        proceedings.save_asked_question(asked=asked)
    for position, told in enumerate(row["groups"], 1):
        group = LabGroup.objects.create(session=lab, position=position, **told)
        labs.approve_minutes(group=group, actor=User.objects.get(email="redazione@esempio.invalid"))
    for told in row["experiences"]:
        experience = Experience.objects.create(
            session=plenary,
            administration_name=told["administration"],
            title=told["title"],
            body=told["body"],
        )
        labs.publish_experience(experience=experience)
    slides, paper, recording = row["slides"], row["paper"], row["recording"]
    odp = slides_odp(slides["title"], slides["authors"], slides["slides"])
    pdf = paper_pdf(paper["title"], paper["authors"], paper["paragraphs"])
    for material, source in (
        (_material(event, "presentazione", slides), {"upload": _file("diapositive.odp", odp)}),
        (_material(event, "documento", paper), {"upload": _file("relazione.pdf", pdf)}),
        (
            _material(event, "registrazione", recording, transcript=recording["transcript"]),
            {"url": recording["url"]},
        ),
    ):
        versions.put_on_line(material=material, published=True, **source)
    for told in row["needs"]:
        Need.objects.create(event=event, session=lab, region_code=event.region_code, **told)
    proceedings.publish_proceedings(event=event)


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _renew(event: Event, row) -> None:
    """An appointment ahead whose day has passed is announced again."""
    if row["in_days"] < 0 or event.last_day >= timezone.localdate():
        return
    day = _working_day(row["in_days"])
    for session, told in zip(event.sessions.order_by("position"), row["sessions"], strict=True):
        _put_on(session, day, told["starts"], told["ends"])
        session.save()
    publishing.refresh(event, tell=False)


@transaction.atomic
def load() -> int:
    """How many appointments are new."""
    data, made = yaml.safe_load(FILE.read_text(encoding="utf-8")), 0
    speakers = {
        row["name"]: Speaker.objects.get_or_create(name=row["name"], defaults=row)[0]
        for row in data["speakers"]
    }
    for row in data["events"]:
        known = Event.objects.filter(slug=row["slug"]).first()
        if known:
            _renew(known, row)
            continue
        event = _create(row, speakers)
        registrations = _register(event, row, data)
        if row.get("held"):
            _hold(event, row)
            _attend(event, registrations)
            _judge(registrations)
            _publish_proceedings(event, data["proceedings"] | {"needs": data["needs"]})
        elif row.get("visitors"):
            _free_a_place(registrations)
        if "status" in row:
            publishing.set_status(event=event, status=row["status"], note=row["status_note"])
        made += 1
    return made
