# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people are told, once, and only while it is true."""

import base64
import email
from datetime import timedelta
from email import policy

import icalendar
import pytest
from django.core import mail as sent_mail
from django.test import override_settings
from django.utils import timezone

from events import links, mail_checks, notifications
from events.actions import publishing
from events.actions import registration as actions
from events.models import Event, Place, Registration, Session, StaffMessage
from migliorapa.core import moments, outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.events.registration.people import arrive, arrive_many, lapse, mails_to, subjects
from tests.factories.events import ROOM, PlaceFactory, RegistrationFactory, SessionFactory, in_days

pytestmark = pytest.mark.django_db
GIULIA = "giulia@esempio.invalid"
STATUS = OutboxMail.Status


def last_mail(address=GIULIA):
    return mails_to(address).last()


def calendars_in(mail):
    return [
        icalendar.Calendar.from_ical(base64.b64decode(part["content"])) for part in mail.attachments
    ]


def entries_in(mail):
    return [entry for calendar in calendars_in(mail) for entry in calendar.walk("VEVENT")]


def delivered():
    outbox.deliver_due()
    return [message.subject for message in sent_mail.outbox]


def test_the_first_mail_says_what_to_do_and_by_when():
    session = SessionFactory()
    registration = actions.register(
        event=session.event, sessions=[session], email=GIULIA, name="Giulia Neri"
    )
    text = last_mail().text
    assert links.address("confirm", registration) in text
    assert moments.in_words(registration.created + timedelta(days=7)) in text
    assert moments.in_words(session.starts, session.ends) in text
    assert "Giulia" not in text  # whoever filled in the form may not write to others through us


def test_the_time_to_confirm_ends_with_the_registrations():
    session = SessionFactory()
    closes = timezone.now() + timedelta(days=2)
    Event.objects.filter(pk=session.event.pk).update(registration_closes=closes)
    session.event.refresh_from_db()
    actions.register(event=session.event, sessions=[session], email=GIULIA, name="Giulia")
    assert f"entro {moments.in_words(closes)}" in last_mail().text


def test_a_confirmed_place_comes_with_the_calendar_and_the_way_out():
    session = SessionFactory(what_to_bring="Un questionario già usato.")
    place = arrive(session)
    mail = last_mail()
    assert moments.in_words(session.starts, session.ends) in mail.text
    assert "Sala consiliare" in mail.text
    assert "Un questionario già usato." in mail.text
    assert f"{links.address('registration', place.registration)}?annulla={session.pk}" in mail.text
    (calendar,) = calendars_in(mail)
    (entry,) = entries_in(mail)
    assert calendar["METHOD"] == "REQUEST"
    assert entry["UID"] == f"{session.uid}@migliorapa"
    assert entry["ATTENDEE"] == f"mailto:{GIULIA}"
    assert entry.decoded("DTSTART") == session.starts


def test_cancelling_takes_the_same_entry_out_of_the_calendar():
    place = arrive(SessionFactory())
    invited = entries_in(last_mail())[0]
    actions.cancel_places(registration=place.registration)
    (calendar,) = calendars_in(last_mail())
    (entry,) = entries_in(last_mail())
    assert (calendar["METHOD"], entry["STATUS"]) == ("CANCEL", "CANCELLED")
    assert entry["UID"] == invited["UID"]
    assert entry["SEQUENCE"] > invited["SEQUENCE"]


def test_registering_again_is_newer_than_the_cancellation():
    session = SessionFactory()
    place = arrive(session)
    actions.cancel_places(registration=place.registration)
    cancelled = entries_in(last_mail())[0]
    actions.add_sessions(registration=place.registration, sessions=[session])
    entry = entries_in(last_mail())[0]
    assert entry["SEQUENCE"] > cancelled["SEQUENCE"]
    assert entry["STATUS"] == "CONFIRMED"


def test_the_calendar_file_arrives_as_a_real_mail_that_clients_understand():
    arrive(SessionFactory(title="Perché è utile ascoltare"))
    outbox.deliver_due()
    on_the_wire = sent_mail.outbox[-1].message().as_bytes(linesep="\r\n")
    message = email.message_from_bytes(on_the_wire, policy=policy.default)
    (part,) = message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "REQUEST"
    body = part.get_payload(decode=True)
    assert b"\r\nBEGIN:VEVENT\r\n" in body
    assert (
        icalendar.Calendar.from_ical(body)
        .walk("VEVENT")[0]["SUMMARY"]
        .endswith("Perché è utile ascoltare")
    )


def test_who_waits_learns_the_turn():
    session = SessionFactory(capacity=1)
    arrive_many(session, 3)
    arrive(session)
    assert subjects(GIULIA)[-1] == "Siete in lista d'attesa"
    assert "prima di voi ci sono due persone" in last_mail().text
    assert not last_mail().attachments


def test_an_offer_says_until_when():
    session = SessionFactory(capacity=1)
    (first,) = arrive_many(session, 1)
    place = arrive(session)
    actions.cancel_places(registration=first.registration)
    place.refresh_from_db()
    assert f"entro {moments.in_words(place.offered_until)}" in last_mail().text
    lapse(place)
    actions.expire_offers()
    assert subjects(GIULIA)[-1] == "Offerta scaduta"


def test_who_never_confirmed_gets_no_other_mail():
    session = SessionFactory()
    actions.register(event=session.event, sessions=[session], email=GIULIA, name="Giulia")
    actions.cancel_places(registration=Registration.objects.get())
    assert subjects(GIULIA) == ["Confermate la vostra iscrizione"]


def test_another_try_gets_another_mail_after_an_hour_only():
    session = SessionFactory()
    form = {"event": session.event, "sessions": [session], "email": GIULIA, "name": "Giulia"}
    registration = actions.register(**form)
    actions.register(**form)
    assert mails_to(GIULIA).count() == 1
    registration = actions.renew_links(registration=registration)
    actions.register(**form)
    assert links.address("confirm", registration) in last_mail().text


def test_a_change_of_time_is_told_once_with_the_new_entry():
    session = SessionFactory()
    place = arrive(session)
    invited = entries_in(last_mail())[0]
    session.starts += timedelta(hours=1)
    session.ends += timedelta(hours=1)
    session.save()
    for _ in range(2):
        publishing.refresh(session.event)
    assert subjects(GIULIA).count("Cambia il programma") == 1
    assert moments.in_words(session.starts, session.ends) in last_mail().text
    (entry,) = entries_in(last_mail())
    assert entry["UID"] == invited["UID"]
    assert entry["SEQUENCE"] > invited["SEQUENCE"]
    assert entry.decoded("DTSTART") == session.starts
    assert place.session.uid == session.uid


def test_a_better_summary_is_news_for_calendars_and_not_for_people():
    session = SessionFactory()
    arrive(session)
    Event.objects.filter(pk=session.event.pk).update(
        summary="Un riassunto più chiaro.", title="Un titolo più chiaro"
    )
    publishing.refresh(session.event)
    assert subjects(GIULIA)[-1] == "Posto confermato"
    assert Session.objects.get(pk=session.pk).sequence == session.sequence + 1


def test_a_change_at_the_end_of_a_long_place_is_told():
    session = SessionFactory(place="Sala " + "molto " * 20 + "grande")
    arrive(session)
    Session.objects.filter(pk=session.pk).update(place=session.place.replace("grande", "piccola"))
    publishing.refresh(session.event)
    assert subjects(GIULIA)[-1] == "Cambia il programma"


def test_only_who_has_something_in_the_session_is_told():
    session = SessionFactory(capacity=1)
    other = SessionFactory(event=session.event)
    (confirmed,) = arrive_many(session, 1)
    waiting = arrive(session)
    gone, elsewhere = arrive(other, "gone@esempio.invalid"), arrive(other, "b@esempio.invalid")
    actions.cancel_places(registration=gone.registration)
    session.refresh_from_db()
    session.place = "Sala Blu"
    session.save()
    publishing.refresh(session.event)
    told = OutboxMail.objects.filter(key__startswith="events:changed").values_list("to", flat=True)
    assert set(told) == {confirmed.registration.email, waiting.registration.email}
    assert elsewhere.registration.email not in told


def test_a_cancelled_event_tells_the_reason_and_empties_the_calendar():
    session = SessionFactory(capacity=1)
    arrive(session)
    arrive_many(session, 1)
    publishing.set_status(
        event=session.event, status=Event.Status.CANCELLED, note="Il relatore è malato."
    )
    assert subjects(GIULIA)[-1] == "Annullato"
    assert "Motivo: Il relatore è malato." in last_mail().text
    assert calendars_in(last_mail())[0]["METHOD"] == "CANCEL"
    waiting = last_mail("persona0@esempio.invalid")
    assert "Motivo: Il relatore è malato." in waiting.text
    assert not waiting.attachments


def test_a_postponed_event_keeps_the_registration():
    session = SessionFactory()
    place = arrive(session)
    publishing.set_status(event=session.event, status=Event.Status.POSTPONED, note="Sciopero.")
    assert subjects(GIULIA)[-1] == "Rinviato"
    assert "resta valida" in last_mail().text
    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED
    assert entries_in(last_mail())[0]["STATUS"] == "TENTATIVE"


def test_a_confirmation_that_is_no_longer_true_does_not_leave():
    place = arrive(SessionFactory())
    actions.cancel_places(registration=place.registration)
    left = delivered()
    assert len(left) == 1
    assert "Posto annullato" in left[0]


def test_a_change_overtaken_by_another_does_not_leave():
    session = SessionFactory()
    arrive(session)
    outbox.deliver_due()
    sent_mail.outbox.clear()
    for hour in (1, 2):
        Session.objects.filter(pk=session.pk).update(
            starts=session.starts + timedelta(hours=hour), ends=None
        )
        publishing.refresh(session.event)
    assert subjects(GIULIA).count("Cambia il programma") <= 2
    assert len(delivered()) == 1


def test_a_mail_to_confirm_is_dropped_once_confirmed():
    arrive(SessionFactory())
    assert [subject.split(":")[0] for subject in delivered()] == ["[MiglioraPA] Posto confermato"]


@override_settings(
    MAIL_TRANSPORT="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=9,
    EMAIL_TIMEOUT=2,
)
def test_without_a_mail_server_people_register_and_the_mail_waits():
    place = arrive(SessionFactory())
    with pytest.raises(outbox.Unreachable):
        outbox.deliver_due()
    assert place.status == Place.Status.CONFIRMED
    assert mails_to(GIULIA).filter(status=STATUS.QUEUED).count() >= 1


def test_a_message_of_the_staff_reaches_its_audience_once():
    session = SessionFactory(capacity=1)
    arrive_many(session, 1)
    arrive(session)
    written = StaffMessage.objects.create(
        event=session.event,
        audience=StaffMessage.Audience.WAITING,
        subject="Cerchiamo una sala più grande",
        body="Vi scriviamo\nentro venerdì.",
    )
    assert notifications.message(written) == 1
    assert notifications.message(written) == 0
    assert "Vi scriviamo\nentro venerdì." in last_mail().text
    written.pk, written.audience = None, StaffMessage.Audience.EVERYBODY
    written.save()
    assert notifications.message(written) == 2


@pytest.mark.parametrize(
    "name", ["Rossi\r\nBcc: altri@esempio.invalid", "Ros\0si", "\u202eissoR", "R" * 150]
)
def test_no_name_writes_a_header(name):
    session = SessionFactory()
    place = PlaceFactory(
        session=session,
        registration=RegistrationFactory(event=session.event, name=name.replace("\0", "")),
    )
    Event.objects.filter(pk=session.event.pk).update(
        title="Titolo\r\nBcc: altri@esempio.invalid \u202e"
    )
    session.event.refresh_from_db()
    place.registration.event = session.event
    notifications.placed(place)
    outbox.deliver_due()
    (message,) = sent_mail.outbox
    assert message.recipients() == [place.registration.email]
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert "\u202e" not in parsed["Subject"]


def test_who_takes_part_online_gets_a_personal_link_and_never_the_room():
    session = SessionFactory(online=True)
    place, other = arrive(session), arrive(session, "altra@esempio.invalid")
    mine, theirs = last_mail().text, last_mail("altra@esempio.invalid").text
    assert links.address("join", place) in mine
    assert links.address("join", other) not in mine
    assert links.address("join", other) in theirs
    session.starts += timedelta(minutes=30)
    session.save()
    publishing.refresh(session.event)
    everything = [
        f"{mail.subject}{mail.text}{mail.html}{entries_in(mail)}" for mail in mails_to(GIULIA)
    ]
    assert len(everything) >= 3
    assert not any(ROOM in text or "segreta" in text for text in everything)


def test_every_check_answers_for_rows_that_are_gone():
    place = arrive(SessionFactory(day=in_days(10)))
    registration = place.registration
    nonce, pk, session = registration.nonce, place.pk, place.session
    registration.delete()
    begins = mail_checks.beginning(session)
    assert not mail_checks.place_is_so(f"{pk}:1")
    assert not mail_checks.reminder_holds(f"{pk}:1:week:{begins}")
    assert not mail_checks.change_is_news(f"{registration.pk or 1}:{session.pk}.0")
    assert not mail_checks.still_unconfirmed(f"1:{nonce}")
    assert not mail_checks.still_registered(f"1:{nonce}")
