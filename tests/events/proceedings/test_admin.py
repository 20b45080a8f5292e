# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff put materials on line in the admin: through the same gate as everybody."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.actions import proceedings
from events.models import Event, Material, MaterialVersion
from migliorapa.core import search
from tests.core.files import good
from tests.core.files.hostile import MAKERS
from tests.factories.events import SessionFactory
from tests.paths.admin.forms_of import sent_by

from .materials import captions, card, got, material, paper, pdf, recording, video

pytestmark = pytest.mark.django_db
ADD = "/redazione/events/material/add/"
LIST = "/redazione/events/material/"


def change(made) -> str:
    return reverse("admin:events_material_change", args=[made.pk])


def form_of(client, address) -> dict:
    data = sent_by(client.get(address).text, "material_form")
    return {name: value for name, value in data.items() if name not in {"upload", "captions"}}


def new(client, about, **more):
    data = form_of(client, f"{ADD}?event={about.pk}")
    return client.post(f"{ADD}?event={about.pk}", data | {"kind": "documento", "title": "T"} | more)


def errors_of(response) -> dict[str, str]:
    return {name: " ".join(told) for name, told in response.context["adminform"].errors.items()}


def sent(name, data, mimetype="application/pdf"):
    return SimpleUploadedFile(name, data, mimetype)


def test_a_material_goes_on_line_in_one_go(editor, event, redazione):
    response = new(editor, event, upload=sent("a.pdf", paper()), note="Prima", is_published="on")
    assert response.status_code == 302
    made = Material.objects.get()
    version = made.versions.get()
    assert made.is_published
    assert (version.filename, version.kind, version.created_by) == ("a.pdf", "pdf", redazione)
    assert version.size == len(paper())
    assert "ponderazioni" in version.text
    assert [hit.title for hit in search.find("ponderazione", kinds=("atti",))] == ["T"]


def test_saving_a_card_as_it_was_changes_nothing(editor, event):
    made = material(event, session=event.sessions.get(), transcript="Testo", date="2012-06-14")
    before = Material.objects.filter(pk=made.pk).values().get()
    assert editor.post(change(made), form_of(editor, change(made))).status_code == 302
    after = Material.objects.filter(pk=made.pk).values().get()
    assert {**before, "modified": None} == {**after, "modified": None}
    assert made.versions.count() == 1


def test_every_hostile_file_is_refused_at_its_field_and_nothing_typed_is_lost(
    editor, event, media_root
):
    address = f"{ADD}?event={event.pk}"
    typed = form_of(editor, address) | {"title": "Titolo scritto", "note": "Nota mia"}
    for label, maker in MAKERS.items():
        name, data = maker()
        is_media = name.endswith(("mp4", "webm", "mp3", "ogg"))
        kind = "registrazione" if is_media else "documento"
        response = editor.post(address, typed | {"kind": kind, "upload": sent(name, data)})
        assert response.status_code == 200, label
        told = errors_of(response)
        assert set(told) == {"upload"}, label
        assert len(told["upload"]) > 20, label
        assert "Titolo scritto" in response.text
        assert "Nota mia" in response.text
    assert not Material.objects.exists()
    assert not [path for path in media_root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name",
    [
        *("../../etc/passwd.pdf", "a\x00.pdf", "\u202efdp.exe.pdf", "CON.pdf", "a\r\nX: 1.pdf"),
        *(
            "x" * 300 + ".pdf",
            "a\"b'.pdf",
            "qualita\u0300.pdf",
            "qualit\u00e0.pdf",
        ),
    ],
)
def test_odd_names_are_made_harmless(editor, event, media_root, name):
    file = sent("x.pdf", paper())
    file._name = name
    made = material(event, file=lambda: file)
    version = made.versions.get()
    stored = media_root / version.stored
    assert stored.resolve().is_relative_to(media_root.resolve())
    assert stored.read_bytes() == paper()
    assert not set(version.filename) & set('/\\\0\r\n"\u202e')
    response, body = got(editor, reverse("events:material_file", args=[made.uid]))
    assert body == paper()
    assert response.headers["Content-Disposition"].isascii()
    assert version.filename.rpartition(".")[2] == "pdf"


def test_a_second_version_is_added_and_the_first_stays(editor, event):
    made = material(event)
    data = form_of(editor, change(made)) | {"upload": sent("b.pdf", paper("Nuovo."))}
    assert editor.post(change(made), data | {"note": "Corretto"}).status_code == 302
    assert list(made.versions.values_list("number", "note")) == [(2, "Corretto"), (1, "")]


def test_a_recording_is_published_only_with_its_words(editor, event):
    given = {"kind": "registrazione", "is_published": "on"}
    response = new(editor, event, upload=sent("v.webm", good.webm(), "video/webm"), **given)
    assert "sottotitoli o con la trascrizione" in errors_of(response)["captions"]
    assert not Material.objects.exists()
    response = new(
        editor,
        event,
        upload=sent("v.webm", good.webm(), "video/webm"),
        captions=sent("v.vtt", captions().read(), "text/vtt"),
        **given,
    )
    assert response.status_code == 302
    assert MaterialVersion.objects.get().captions


def test_captions_may_follow_the_video(editor, event):
    made = card(event, kind=Material.Kind.RECORDING)
    proceedings.add_version(material=made, upload=video())
    data = form_of(editor, change(made)) | {"captions": sent("v.vtt", captions().read())}
    assert editor.post(change(made), data | {"is_published": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.is_published
    assert made.versions.get().captions


def test_a_public_recording_may_change_transcript_for_captions_at_once(editor, event):
    made = card(event, kind=Material.Kind.RECORDING, transcript="Parole.")
    proceedings.add_version(material=made, upload=video())
    proceedings.publish_material(material=made)
    data = form_of(editor, change(made)) | {"transcript": ""}
    assert "captions" in errors_of(editor.post(change(made), data))
    data |= {
        "upload": sent("v.webm", good.webm(), "video/webm"),
        "captions": sent("v.vtt", captions().read()),
    }
    assert editor.post(change(made), data).status_code == 302
    assert made.versions.first().captions


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"is_published": "on"}, "upload"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://e.it/" + "a" * 600}, "url"),
        ({"licence": ""}, "licence"),
        ({"title": " \x00 "}, "title"),
        ({"title": ""}, "title"),
        ({"event": "999999"}, "event"),
        ({"event": "x" * 400}, "event"),
        ({"position": "-1"}, "position"),
        ({"note": "x" * 301}, "note"),
        ({"embargo_0": "31/02/2026", "embargo_1": "10:00"}, "embargo"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(editor, event, given, field):
    response = new(editor, event, **given)
    assert response.status_code == 200
    assert field in errors_of(response)


def test_a_session_of_another_event_cannot_be_chosen(editor, event):
    other = SessionFactory()
    assert "session" in errors_of(new(editor, event, session=str(other.pk)))


def test_the_list_filters_what_needs_care(editor, event, media_root):
    lost = material(event, title="Perso")
    (media_root / lost.versions.get().stored).unlink()
    material(event, title="Domani", embargo=timezone.now() + timedelta(days=1))
    card(event, title="Vuoto")

    def titles(query):
        found = editor.get(f"{LIST}?{query}").context["cl"].result_list
        return {made.title for made in found}

    assert titles("file=manca") == {"Perso"}
    assert titles("file=nessuno") == {"Vuoto"}
    assert titles("embargo=si") == {"Domani"}
    assert titles("embargo=no") == {"Perso", "Vuoto"}
    assert titles("is_published__exact=0") == {"Vuoto"}
    assert titles("q=Dom") == {"Domani"}
    page = editor.get(LIST).text
    assert "Manca sul disco" in page
    assert "Ancora niente" in page
    card_page = editor.get(change(lost)).text
    assert "il file non si trova sul disco" in card_page
    assert "Non verificato" in card_page


def test_several_are_published_and_what_cannot_be_says_why(editor, event):
    ready, empty = material(event, published=False), card(event, title="Vuoto")
    data = {"action": "publish_selected", "_selected_action": [ready.pk, empty.pk]}
    page = editor.post(LIST, data, follow=True).text
    assert "Materiali pubblicati: 1." in page
    assert "«Vuoto»" in page
    editor.post(LIST, data | {"action": "unpublish_selected"})
    assert not Material.objects.filter(is_published=True).exists()


def test_deleting_takes_files_and_search_along(
    editor, event, media_root, django_capture_on_commit_callbacks
):
    made = recording(event)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("admin:events_material_delete", args=[made.pk]), {"post": "yes"})
    assert not Material.objects.exists()
    assert not [path for path in media_root.rglob("*") if path.is_file()]


def test_a_version_is_taken_away_with_a_reason(editor, event):
    version = material(event).versions.get()
    address = reverse("admin:events_version_remove", args=[version.pk])
    refused = editor.post(address, {"reason": " "})
    assert "Scrivete perché togliete il file" in refused.text
    version.refresh_from_db()
    assert version.removed is None
    assert editor.post(address, {"reason": "Un nome."}).status_code == 302
    version.refresh_from_db()
    assert version.removed_reason == "Un nome."


def test_the_page_of_the_proceedings_publishes_keeps_back_and_withdraws(editor, event):
    address = reverse("admin:events_atti", args=[event.pk])
    refused = editor.post(address, {"do": "publish"})
    assert "Gli atti sono ancora vuoti" in refused.text
    material(event)
    assert "Quaderno di lavoro" in editor.get(address).text
    assert editor.post(address, {"do": "publish"}).status_code == 302
    assert Event.objects.get(pk=event.pk).proceedings_are_out
    late = {"do": "publish", "embargo_0": "01/01/2099", "embargo_1": "10:00"}
    assert editor.post(address, late).status_code == 302
    assert not Event.objects.get(pk=event.pk).proceedings_are_out
    assert "già passata" in editor.post(address, late | {"embargo_0": "01/01/2020"}).text
    editor.post(address, {"do": "withdraw"})
    assert Event.objects.get(pk=event.pk).proceedings_published is None


@pytest.mark.parametrize("who", ["operatrice", "bari", "anonymous"])
def test_only_staff_of_the_project_get_in(client, request, event, who):
    version = material(event).versions.get()
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    for address in (
        LIST,
        ADD,
        change(version.material),
        reverse("admin:events_atti", args=[event.pk]),
        reverse("admin:events_version_remove", args=[version.pk]),
    ):
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"reason": "x", "do": "publish"}).status_code in {302, 403}
    version.refresh_from_db()
    assert version.removed is None
    assert not Event.objects.get(pk=event.pk).proceedings_published


def test_three_materials_cost_as_much_as_one(editor, event):
    made = material(event)
    address = reverse("admin:events_atti", args=[event.pk])

    def costs():
        found = []
        for page in (LIST, change(made), address):
            editor.get(page)
            with CaptureQueriesContext(connection) as caught:
                editor.get(page)
            found.append(len(caught))
        return found

    before = costs()
    for _ in range(3):
        proceedings.add_version(material=made, upload=pdf())
        material(event)
    assert costs() == before
