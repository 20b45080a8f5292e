# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proceedings and each material as readers meet them."""

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import links
from events.actions import proceedings
from events.models import AskedQuestion, Event, Experience, LabGroup, Material
from tests.factories.events import PlaceFactory, SessionFactory, SpeakerFactory

from .materials import card, got, material, pdf, recording, reserved

pytestmark = pytest.mark.django_db


def words(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.text.replace("&#x27;", "'").replace("\xa0", " ").split())


@pytest.fixture
def out(event):
    """Its proceedings are public."""
    material(event, session=event.sessions.get(), accessibility_note="PDF con tag.")
    return proceedings.publish_proceedings(event=event)


def atti(event) -> str:
    return reverse("events:proceedings", args=[event.slug])


def test_the_proceedings_read_like_a_small_publication(client, out, session):
    out.proceedings_summary = "Si è parlato di **pesi**."
    out.steps = ["S10"]
    out.save()
    session.contributions.create(speaker=SpeakerFactory(name="Ada Neri"), title="Perché pesare")
    question = AskedQuestion(event=out, question="Serve sempre?", answer="No, *solo se* serve.")
    proceedings.save_asked_question(asked=question)
    LabGroup.objects.create(
        session=session,
        theme="Sportello",
        minutes_html="<p>Verbale uno</p>",
        approved=timezone.now(),
    )
    LabGroup.objects.create(session=session, theme="Non approvato", minutes_html="<p>due</p>")
    told = {"session": session, "body": "x", "body_html": "<p>Racconto</p>"}
    Experience.objects.create(title="Mensa", is_published=True, **told)
    Experience.objects.create(title="Non pubblica", **told)
    page = words(client, atti(out))
    for expected in (
        "Si è parlato di <strong>pesi</strong>.",
        "Ada Neri",
        "«Perché pesare»",
        "Documento · PDF, ",
        "Creative Commons Attribuzione 4.0 (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/deed.it",
        "PDF con tag.",
        Material.objects.get().versions.get().sha256,
        "Serve sempre?",
        "No, <em>solo se</em> serve.",
        "Verbale uno",
        "Esperienza: Mensa",
        "atti dell'incontro",
        "A quali passi serve",
    ):
        assert expected in page
    assert "Non approvato" not in page
    assert "Non pubblica" not in page


def test_proceedings_that_are_not_out_are_for_staff(client, event, redazione, bari):
    material(event)
    assert client.get(atti(event)).status_code == 404
    client.force_login(bari)
    assert client.get(atti(event)).status_code == 404
    client.force_login(redazione)
    assert "li vede solo la redazione" in words(client, atti(event))


def test_an_embargo_says_until_when_and_shows_nothing(client, out, redazione):
    ends = timezone.now() + timedelta(days=3)
    proceedings.publish_proceedings(event=out, embargo=ends)
    page = words(client, atti(out), status=404)
    assert "Sarà pubblico da" in page
    assert "Quaderno di lavoro" not in page
    made = Material.objects.get()
    refused = words(client, made.get_absolute_url(), status=404)
    assert "Sarà pubblico da" in refused
    assert made.title not in refused
    assert client.get(reverse("events:material_file", args=[made.uid])).status_code == 404
    client.force_login(redazione)
    assert "Quaderno di lavoro" in words(client, atti(out))
    client.logout()
    Event.objects.filter(pk=out.pk).update(proceedings_embargo=timezone.now())
    assert "Quaderno di lavoro" in words(client, atti(out))


def test_the_later_of_two_embargoes_is_told(client, out):
    made = Material.objects.get()
    made.embargo = timezone.now() + timedelta(days=400)
    proceedings.save_material(material=made)
    year = str(timezone.localtime(made.embargo).year)
    assert year in words(client, made.get_absolute_url(), status=404)
    assert f"{year}" in words(client, atti(out))


def test_a_reserved_material_is_counted_and_not_named(client, out):
    reserved(out)
    page = words(client, atti(out))
    assert "Un altro materiale è riservato a chi ha partecipato" in page
    assert "<h4>" in page
    assert ">Riservato</a>" not in page


def test_a_reserved_material_tells_how_one_gets_at_it(client, event):
    made = reserved(event)
    page = words(client, made.get_absolute_url(), status=404)
    assert "Riservato ai partecipanti" in page
    assert f"?next={made.get_absolute_url()}" in page
    assert "collegamento che avete ricevuto per e-mail" in page


def test_a_draft_and_an_unknown_material_are_simply_not_there(client, event):
    made = material(event, published=False)
    page = words(client, made.get_absolute_url(), status=404)
    assert "Riservato" not in page
    assert "Sarà pubblico" not in page
    unknown = "/eventi/materiali/00000000-0000-4000-8000-000000000000/"
    assert "Pagina non trovata" in words(client, unknown, status=404)


def test_the_card_lists_versions_each_at_its_address(client, event):
    made = material(event)
    proceedings.add_version(
        material=made, upload=pdf(words="Corretto."), note="Corretta la tabella"
    )
    page = words(client, made.get_absolute_url())
    assert "Corretta la tabella" in page
    for number in (1, 2):
        address = reverse("events:material_version", args=[made.uid, number])
        assert f'href="{address}"' in page
        assert got(client, address)[0].headers["Content-Type"] == "application/pdf"


def test_a_file_gone_from_the_disk_is_told(client, event, media_root):
    made = material(event, session=event.sessions.get())
    proceedings.publish_proceedings(event=event)
    (media_root / made.versions.get().stored).unlink()
    assert "in questo momento non si trova" in words(client, made.get_absolute_url())
    assert "in questo momento non si trova" in words(client, atti(event))
    gone = words(client, reverse("events:material_file", args=[made.uid]), status=404)
    assert "File non disponibile" in gone


def test_a_video_elsewhere_is_a_link_and_asks_nothing_before_a_click(client, event):
    made = card(event, kind=Material.Kind.RECORDING, title="Video", transcript="Parole dette.")
    proceedings.add_version(material=made, url="https://video.esempio.it/v/1")
    proceedings.publish_material(material=made)
    page = words(client, made.get_absolute_url())
    assert "Il video è su video.esempio.it." in page
    assert 'href="https://video.esempio.it/v/1" rel="noopener noreferrer"' in page
    assert "<iframe" not in page
    assert 'src="https://video' not in page
    assert "Parole dette." in page


def test_a_video_of_ours_waits_for_the_reader_and_has_its_captions(client, event):
    made = recording(event)
    page = words(client, made.get_absolute_url())
    play = reverse("events:material_play", args=[made.uid])
    track = reverse("events:material_captions", args=[made.uid])
    assert f'<video class="pr-player" controls preload="none" src="{play}">' in page
    assert f'<track kind="captions" srclang="it" label="Sottotitoli" src="{track}" default>' in page


def test_a_visitor_gets_at_reserved_materials_from_their_own_page(client, event, visitor):
    made = reserved(event)
    material(event, published=False, title="Bozza segreta")
    own = words(client, links.path("registration", visitor))
    token = links.path("registration", visitor).split("/")[-2]
    address = reverse("events:own_material", args=[token, made.uid])
    assert address in own
    assert "Bozza segreta" not in own
    response = client.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    file = reverse("events:own_material_file", args=[token, made.uid])
    assert file in response.text
    assert got(client, file)[1].startswith(b"%PDF")
    assert got(client, reverse("events:own_archive", args=[token]))[1].startswith(b"PK")


def test_a_link_of_who_gave_the_place_back_opens_nothing_reserved(client, event, visitor, session):
    made = reserved(event)
    public = material(event)
    visitor.places.update(status="cancelled")
    token = links.path("registration", visitor).split("/")[-2]
    assert client.get(reverse("events:own_material", args=[token, made.uid])).status_code == 404
    assert client.get(reverse("events:own_material", args=[token, public.uid])).status_code == 200


def test_a_link_opens_the_materials_of_its_own_event_alone(client, event, visitor):
    other = SessionFactory(past=True)
    theirs = reserved(other.event)
    token = links.path("registration", visitor).split("/")[-2]
    assert client.get(reverse("events:own_material", args=[token, theirs.uid])).status_code == 404
    broken = reverse("events:own_material", args=["x.y", theirs.uid])
    assert client.get(broken).status_code == 404
    visitor.nonce = "nuovo"
    visitor.save()
    mine = reserved(event)
    assert client.get(reverse("events:own_material", args=[token, mine.uid])).status_code == 404


def test_a_removed_version_says_why_at_its_own_address(client, event):
    made = material(event)
    proceedings.add_version(material=made, upload=pdf(words="Nuovo."))
    proceedings.remove_version(version=made.versions.get(number=1), reason="C'era un nome.")
    gone = words(client, reverse("events:material_version", args=[made.uid, 1]), status=410)
    assert "C'era un nome." in gone
    assert "C'era un nome." in words(client, made.get_absolute_url())
    assert got(client, reverse("events:material_file", args=[made.uid]))[0].status_code == 200
    proceedings.remove_version(version=made.versions.get(number=2), reason="Anche qui.")
    assert client.get(reverse("events:material_file", args=[made.uid])).status_code == 410
    assert "Il file è stato tolto" in words(client, made.get_absolute_url())


def test_the_feed_has_what_is_public_and_survives_control_characters(client, event):
    made = material(event, title="Titolo \x07 con & < strani")
    reserved(event)
    recording(event, embargo=timezone.now() + timedelta(days=1))
    response = client.get(reverse("events:proceedings_atom"))
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [f"urn:uuid:{made.uid}"]
    assert feed.entries[0].link.endswith(made.get_absolute_url())
    again = client.get(
        reverse("events:proceedings_atom"), headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    proceedings.unpublish_material(material=made)
    changed = client.get(
        reverse("events:proceedings_atom"), headers={"If-None-Match": response.headers["ETag"]}
    )
    assert not feedparser.parse(changed.content).entries


def fill(event, number):
    for place in range(number):
        session = SessionFactory(past=True, event=event, title=f"Parte {place}")
        session.contributions.create(speaker=SpeakerFactory())
        material(event, session=session, title=f"Materiale {place}")
        reserved(event)
        LabGroup.objects.create(session=session, theme="x", approved=timezone.now())
        Experience.objects.create(session=session, title="x", body="x", is_published=True)
        AskedQuestion.objects.create(event=event, question="x", answer="x")


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_three_sessions_cost_as_much_as_one(client, out, visitor):
    made = Material.objects.get()
    own = links.path("registration", visitor)
    addresses = (atti(out), made.get_absolute_url(), reverse("events:proceedings_atom"))
    fill(out, 1)
    for address in addresses:
        client.get(address)
    before = [statements(client, address) for address in addresses]
    mine = statements(client, own)
    fill(out, 3)
    proceedings.add_version(material=made, upload=pdf(words="Altro."))
    assert [statements(client, address) for address in addresses] == before
    assert statements(client, own) == mine
    assert before[0] <= 13
    assert before[1] <= 3
    assert before[2] <= 2


def test_a_card_that_waits_for_its_file_is_kept_for_staff(client, event, redazione):
    made = card(event)
    client.force_login(redazione)
    assert "Non c'è ancora nessun file." in words(client, made.get_absolute_url())
    missing = reverse("events:material_file", args=[made.uid])
    assert client.get(missing).status_code == 404


def test_who_is_waiting_for_a_place_has_not_taken_part(client, event, session, lecce):
    made = reserved(event)
    PlaceFactory(session=session, waiting=True, registration__user=lecce)
    client.force_login(lecce)
    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "junk", ["%00", "%ff", "-1", "9" * 5000, "%3Cscript%3Ealert(1)%3C/script%3E"]
)
def test_junk_in_the_address_and_other_methods_break_nothing(client, out, junk):
    client.raise_request_exception = False
    made = Material.objects.get()
    for address in (atti(out), made.get_absolute_url()):
        response = client.get(f"{address}?t={junk}&page={junk}&{junk}=1")
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert client.head(address).content == b""
        assert client.post(address).status_code == 405
    strange = reverse("events:own_material", args=["token", made.uid]).replace("token", junk)
    assert client.get(strange).status_code == 404


def test_titles_are_words_and_never_markup(client, event):
    title = "</script><script>alert(1)</script> \u202e" + "Parolalunghissima" * 15
    made = material(event, session=event.sessions.get(), title=title, authors="<b>Ada</b>")
    proceedings.publish_proceedings(event=event)
    for address in (atti(event), made.get_absolute_url(), event.get_absolute_url()):
        assert "<script>alert" not in client.get(address).text
        assert "<b>Ada" not in client.get(address).text


def test_the_event_page_leads_to_proceedings_that_are_out(client, event):
    material(event, session=event.sessions.get())
    assert atti(event) not in client.get(event.get_absolute_url()).text
    proceedings.publish_proceedings(event=event)
    page = client.get(event.get_absolute_url()).text
    assert atti(event) in page
    assert "Documento: Quaderno di lavoro" in page
    assert event.title in client.get("/eventi/archivio/?atti=1").text
