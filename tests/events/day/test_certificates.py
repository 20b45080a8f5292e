# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certificates are for who was there; their codes tell anybody if they hold, and nothing else."""

import io
import os
import subprocess
import sys
from datetime import timedelta

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import certificate_paper, links
from events.actions import certificates as actions
from events.actions import presence, publishing
from events.certificates import Attestation, length_in_words, normalised
from events.models import Certificate, Event, Place, Presence, Registration
from tests.events.day.clock import words
from tests.factories.events import PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
NAME = "Nicolò Perché-D'Àngelo"


def present(**more) -> Place:
    place = PlaceFactory(session=SessionFactory(past=True), registration__name=NAME)
    presence.mark_present(place, source=Presence.Source.IMPORT, **{"minutes": 150} | more)
    return place


def certified() -> Certificate:
    return actions.issue(place=present())


def address(place) -> str:
    return links.path("certificate", place)


def test_the_job_certifies_who_was_there_once(redazione):
    place = present()
    absent = PlaceFactory(session=place.session)
    mistaken = PlaceFactory(session=place.session)
    presence.invalidate(
        presence.mark_present(mistaken, source=Presence.Source.IMPORT),
        actor=redazione,
        reason="Altra persona",
    )
    assert (actions.issue_all(), actions.issue_all()) == (1, 0)
    assert [row.place for row in Certificate.objects.all()] == [place]
    with pytest.raises(ValidationError, match="non risulta"):
        actions.issue(place=absent)


def test_nobody_is_certified_before_the_end():
    place = PlaceFactory(session=SessionFactory(begun=True))
    presence.mark_present(place, source=Presence.Source.CHECK_IN)
    assert actions.issue_all() == 0
    with pytest.raises(ValidationError, match="quando l'incontro è finito"):
        actions.issue(place=place)


def test_a_cancelled_meeting_certifies_nobody():
    place = present()
    publishing.set_status(event=place.session.event, status=Event.Status.CANCELLED)
    assert actions.issue_all() == 0
    with pytest.raises(ValidationError, match="non si è tenuto"):
        actions.issue(place=place)


def test_nobody_attended_longer_than_the_meeting_lasted():
    assert actions.issue(place=present(minutes=500)).minutes == 180


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(60, "un'ora"), (61, "un'ora e un minuto"), (150, "2 ore e 30 minuti"), (45, "45 minuti")],
)
def test_lengths_in_words(minutes, told):
    assert length_in_words(minutes) == told


def test_the_page_of_the_person_holds_what_a_certificate_needs(client):
    certificate = certified()
    page = words(client.get(address(certificate.place)))
    session = certificate.session
    for told in (NAME, session.event.title, "2 ore e 30 minuti", certificate.code, "<svg"):
        assert told in page
    assert f"/eventi/attestati/{certificate.code}/" in page


def test_who_was_absent_reads_why_there_is_none(client):
    place = PlaceFactory(session=SessionFactory(past=True))
    response = client.get(address(place))
    assert response.status_code == 404
    assert "non risulta la vostra presenza" in response.text
    assert not Certificate.objects.exists()


def test_the_own_page_is_one_click_away(client):
    RegistrationFactory()  # so that a place and its registration have different numbers
    place = certified().place
    assert place.pk != place.registration_id
    own_page = links.path("registration", place.registration)
    assert f'href="{own_page}"' in client.get(address(place)).text


def test_looking_does_not_make_a_certificate(client):
    place = present()
    assert "in preparazione" in client.get(address(place)).text
    assert not Certificate.objects.exists()


def test_the_link_of_one_opens_nothing_of_another(client, bari, lecce):
    mine, theirs = certified().place, certified().place
    Registration.objects.filter(pk=mine.registration_id).update(user=bari)
    client.force_login(lecce)
    foreign = address(theirs).split("/")[-2].split(".")
    own = address(mine).split("/")[-2].split(".")
    mixed = ".".join([own[0], *foreign[1:]])
    assert client.get(f"/eventi/attestato/{mixed}/").status_code == 404
    assert client.get(f"/eventi/attestato/{mine.pk}/").status_code == 404


def test_the_pdf_is_tagged_in_italian_and_keeps_the_accents(client):
    certificate = certified()
    response = client.get(address(certificate.place) + "attestato.pdf")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    pdf = pikepdf.open(io.BytesIO(response.content))
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "it"
    assert pdf.Root.StructTreeRoot.K
    assert "pdfuaid" in str(pdf.open_metadata())
    text = pypdf.PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert len(pdf.pages) == 1
    for told in ("Nicolò", "Perché", "Àngelo", certificate.code, "2 ore e 30 minuti"):
        assert told in text


def test_a_name_that_looks_like_markup_loads_and_runs_nothing():
    certificate = certified()
    registration = certificate.place.registration
    registration.name = '<img src="file:///etc/passwd"><link href="http://x.invalid/">'
    body = certificate_paper.pdf(Attestation(certificate))
    text = pypdf.PdfReader(io.BytesIO(body)).pages[0].extract_text()
    assert "<img" in text.replace("\n", "")
    with pytest.raises(ValueError, match="loads nothing"):
        certificate_paper.refuse("file:///etc/passwd")


def test_without_the_library_the_page_still_prints(client, monkeypatch):
    certificate = certified()
    monkeypatch.setattr(certificate_paper, "is_possible", lambda: False)
    page = client.get(address(certificate.place))
    assert "usate la stampa del browser" in page.text
    assert client.get(address(certificate.place) + "attestato.pdf").status_code == 404


def test_anybody_verifies_a_code_and_learns_no_name(client):
    certificate = certified()
    registration = certificate.place.registration
    page = words(client.get(f"/eventi/attestati/{certificate.code}/"))
    assert "È valido" in page
    assert certificate.session.event.title in page
    for personal in (NAME, "Nicol", registration.email, registration.administration_name):
        assert personal not in page


def test_a_code_is_understood_however_it_is_typed(client):
    code = certified().code
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        response = client.get("/eventi/attestati/", {"codice": typed})
        assert response.url == f"/eventi/attestati/{code}/"
    assert client.get(f"/eventi/attestati/{code.lower()}/").url == f"/eventi/attestati/{code}/"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Scrivete il codice"),
        ("2345-6789-ABC0", "Nel codice non ci sono mai 0, O, 1, I, L e U"),
        ("2345", "Il codice ha 12 caratteri: ne avete scritti 4."),
    ],
)
def test_a_code_that_cannot_be_says_what_is_wrong(client, typed, told):
    response = client.get("/eventi/attestati/", {"codice": typed})
    assert response.status_code == 422
    assert told in words(response)
    with pytest.raises(ValidationError):
        normalised(typed)


def test_a_code_of_nobody_is_not_found(client):
    response = client.get("/eventi/attestati/2345-6789-ABCD/")
    assert response.status_code == 404
    assert "Nessun attestato ha il codice" in response.text


@pytest.mark.parametrize("code", ["%00", "a" * 3000, "%F0%9F%98%80", "%C2%B2" * 12, "..%2F"])
def test_hostile_codes_get_a_clean_page(client, code):
    assert client.get(f"/eventi/attestati/{code}/").status_code == 404
    assert client.get(f"/eventi/attestati/?codice={code}").status_code == 422


def test_who_tries_many_codes_must_wait(client, monkeypatch):
    from events.views import certificates as views

    code = certified().code
    monkeypatch.setattr(views, "MOST_FROM_ONE_PLACE", 2)
    answers = [client.get(f"/eventi/attestati/{code}/").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_correction_of_the_presence_revokes_and_gives_back(client, redazione):
    certificate = certified()
    there = certificate.place.presence
    presence.invalidate(there, actor=redazione, reason="Scambio di persona")
    page = words(client.get(f"/eventi/attestati/{certificate.code}/"))
    assert "Non è valido" in page
    assert "Scambio di persona" not in page
    assert "Questo attestato è revocato" in words(client.get(address(certificate.place)))
    presence.correct(there, actor=redazione, reason="Era lei", is_valid=True, minutes=60)
    certificate.refresh_from_db()
    assert (certificate.revoked, certificate.minutes) == (None, 60)


def test_a_revocation_by_staff_outlives_a_correction_of_the_minutes(redazione):
    certificate = actions.revoke(certificate=certified(), reason="Errore")
    presence.correct(certificate.place.presence, actor=redazione, reason="Ritardo", minutes=10)
    certificate.refresh_from_db()
    assert certificate.revoked
    with pytest.raises(ValidationError):
        actions.revoke(certificate=certificate, reason=" ")


def test_the_code_stays_verifiable_when_its_person_is_forgotten(client):
    certificate = certified()
    Registration.objects.all().delete()
    assert "È valido" in words(client.get(f"/eventi/attestati/{certificate.code}/"))


@pytest.mark.parametrize(("days", "given"), [(60, 1), (200, 0)])
def test_a_late_list_still_gives_certificates_and_an_old_one_does_not(days, given):
    place = present()
    then = timezone.now() - timedelta(days=days)
    type(place.session).objects.update(day=then.date(), starts=then, ends=then + timedelta(hours=1))
    assert actions.issue_all() == given


def test_the_library_is_loaded_by_who_asks_for_a_pdf_only():
    code = "import django; django.setup(); import events.views.certificates, sys; "
    code += "sys.exit('weasyprint' in sys.modules)"
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "migliorapa.settings"}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 0
