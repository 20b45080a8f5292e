# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from events import links
from events.models import Place, Presence, PresenceChange, Registration
from tests.events.admin.forms import words
from tests.factories.events import PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
CSV = (
    "Nome;E-mail;Minuti\n"
    "Altro Nome;ANNA+x@esempio.invalid;80\n"
    "Pà Niccolò;;75\n"
    "Mai Vista;mai@esempio.invalid;10\n"
)


@pytest.fixture
def session():
    return SessionFactory(begun=True, capacity=10)


def arrives(session, name, email, **more):
    registration = RegistrationFactory(
        event=session.event, name=name, email=email, email_key=email, **more.pop("facts", {})
    )
    return PlaceFactory(session=session, registration=registration, **more)


@pytest.fixture
def anna(session):
    return arrives(session, "Anna Verdi", "anna@esempio.invalid")


@pytest.fixture
def niccolo(session):
    return arrives(session, "Niccolò Pà", "n.pa@esempio.invalid")


def at(name, *args):
    return reverse(f"admin:events_{name}", args=args)


def test_the_door_finds_marks_and_undoes(staff, session, anna, niccolo):
    door = at("session_door", session.pk)
    page = words(staff.get(door, {"q": "nicco"}))
    assert "Niccolò Pà" in page
    assert "Anna Verdi" not in page
    answer = staff.post(at("place_present", anna.pk), {"q": "anna"})
    assert answer.url == f"{door}?q=anna#p{anna.pk}"
    presence = Presence.objects.get()
    assert (presence.place, presence.source) == (anna, Presence.Source.CHECK_IN)
    assert "È presente una persona" in words(staff.get(door))
    staff.post(at("place_absent", anna.pk))
    assert "Sono presenti 0 persone" in words(staff.get(door))
    staff.post(at("place_present", anna.pk))
    assert Presence.objects.get().is_valid
    assert PresenceChange.objects.filter(actor__email="redazione@esempio.invalid").count() == 3


def test_who_waits_may_be_let_in_at_the_door(staff, session):
    waiting = arrives(session, "Ugo", "ugo@esempio.invalid", waiting=True)
    assert "in lista d'attesa" in words(staff.get(at("session_door", session.pk)))
    staff.post(at("place_present", waiting.pk))
    assert Presence.objects.get().place == waiting


def test_the_code_of_a_person_opens_their_page_for_staff_alone(staff, client, bari, anna):
    address = links.check_in_address(anna)
    path = address[address.index("/redazione") :]
    assert "Anna Verdi" in words(staff.get(path))
    token = path.rstrip("/").rpartition("/")[2]
    answer = staff.post(at("place_present", anna.pk), {"token": token})
    assert answer.url == path
    assert "Presente" in words(staff.get(path))
    client.force_login(bari)
    assert "Anna Verdi" not in client.get(path, follow=True).text
    Registration.objects.update(nonce="nuovo")
    client.logout()
    assert client.get(path).status_code == 302


def test_a_forged_or_renewed_code_opens_nothing(staff, anna):
    path = links.check_in_address(anna).partition("/redazione")
    Registration.objects.update(nonce="nuovo")
    assert staff.get("/redazione" + path[2]).status_code == 404
    assert staff.get(at("session_entrance", "x.y.z")).status_code == 404


def test_the_paper_has_no_address_and_needs_only_if_asked(staff, session):
    arrives(session, "Anna", "a@esempio.invalid", facts={"access_needs": "Sedia a rotelle"})
    arrives(session, "Ugo", "u@esempio.invalid", waiting=True)
    paper = at("session_paper", session.pk)
    page = words(staff.get(paper))
    assert "Anna" in page
    assert "Ugo" not in page
    assert "@" not in page.replace("redazione@", "")
    assert "Sedia a rotelle" not in page
    assert "Sedia a rotelle" in words(staff.get(paper, {"esigenze": "si"}))


def upload(staff, session, text=CSV):
    file = SimpleUploadedFile("presenze.csv", text.encode())
    return staff.post(at("session_attendance", session.pk), {"file": file})


def rows(answer):
    form = html.fromstring(answer.text).xpath("//form[.//input[@name='sealed']]")[0]
    chosen = {
        field.get("name"): "".join(field.xpath("./option[@selected]/@value"))
        for field in form.xpath(".//select")
    }
    return chosen | {"sealed": form.xpath(".//input[@name='sealed']/@value")[0]}


def test_attendance_is_matched_shown_chosen_and_recorded(staff, session, anna, niccolo):
    answer = upload(staff, session)
    page = words(answer)
    assert page.count("Certa: stessa e-mail") == 1
    assert page.count("Probabile: stesso nome") == 1
    assert not Presence.objects.exists()
    data = rows(answer)
    assert data["row-0"] == str(anna.pk)
    assert data["row-1"] == str(niccolo.pk)
    assert data["row-2"] == ""
    staff.post(at("session_attendance", session.pk), data)
    found = dict(Presence.objects.values_list("place", "minutes"))
    assert found == {anna.pk: 80, niccolo.pk: 75}
    assert set(Presence.objects.values_list("source", flat=True)) == {Presence.Source.IMPORT}


def test_numbers_of_four_figures_stay_numbers(staff, session, anna):
    Place.objects.filter(pk=anna.pk).update(id=123456)
    data = rows(upload(staff, session))
    assert data["row-0"] == "123456"
    assert 'id="p123456"' in staff.get(at("session_door", session.pk)).text


def test_staff_may_leave_a_probable_match_out(staff, session, anna, niccolo):
    data = rows(upload(staff, session)) | {"row-1": ""}
    staff.post(at("session_attendance", session.pk), data)
    assert Presence.objects.get().place == anna


def test_recording_the_same_list_twice_changes_nothing(staff, session, anna, niccolo):
    data = rows(upload(staff, session))
    for _ in range(2):
        staff.post(at("session_attendance", session.pk), data)
    assert Presence.objects.count() == 2
    assert Presence.objects.get(place=anna).minutes == 80


def test_the_list_of_one_session_is_not_recorded_in_another(staff, session, anna):
    other = SessionFactory(event=session.event, lab=True)
    data = rows(upload(staff, session))
    answer = staff.post(at("session_attendance", other.pk), data)
    assert "caricate di nuovo il file" in words(answer)
    tampered = data | {"sealed": data["sealed"][:-3] + "abc"}
    staff.post(at("session_attendance", session.pk), tampered)
    assert not Presence.objects.exists()


def test_two_people_of_the_same_name_are_nobodys_match(staff, session, niccolo):
    arrives(session, "Niccolò Pà", "altro@esempio.invalid")
    assert rows(upload(staff, session))["row-1"] == ""


def test_a_correction_needs_its_reason_and_is_kept(staff, anna):
    staff.post(at("place_present", anna.pk))
    url = at("presence_correct", Presence.objects.get().pk)
    staff.post(url, {"is_valid": "on", "minutes": "50", "reason": ""})
    assert Presence.objects.get().minutes is None
    staff.post(url, {"is_valid": "on", "minutes": "50", "reason": "Arrivata tardi"})
    assert Presence.objects.get().minutes == 50
    assert "Arrivata tardi" in words(staff.get(url))


def test_the_door_costs_the_same_for_three_people(staff, session, django_assert_max_num_queries):
    for number in range(3):
        arrives(session, f"Persona {number}", f"p{number}@esempio.invalid")
    with django_assert_max_num_queries(9):
        staff.get(at("session_door", session.pk))
    assert Place.objects.count() == 3
