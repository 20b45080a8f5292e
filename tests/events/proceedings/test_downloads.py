# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files through their one door: who gets what, with which headers, and what is counted."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import material_words
from events.actions import downloads, proceedings
from events.models import Download, Material
from tests.core.files import good
from tests.factories.events import EventFactory

from .materials import card, got, material, paper, pdf, recording, reserved

pytestmark = pytest.mark.django_db
WHO = ("anonymous", "bari", "lecce", "operatrice", "redazione")
ALL, NOBODY = set(WHO), {"redazione"}
PARTICIPANTS = {"bari", "redazione"}


@pytest.fixture(params=WHO)
def asker(request, client, bari_took_part):
    if request.param != "anonymous":
        client.force_login(request.getfixturevalue(request.param))
    client.who = request.param
    return client


@pytest.fixture
def shelf(event):
    """One material of each kind of visibility, and who may see it."""
    later = timezone.now() + timedelta(days=2)
    draft_event = EventFactory(draft=True)
    return {
        "public": (material(event), ALL),
        "reserved": (reserved(event), PARTICIPANTS),
        "draft": (material(event, published=False, title="Bozza"), NOBODY),
        "embargo": (material(event, embargo=later, title="Domani"), NOBODY),
        "embargo reserved": (reserved(event, embargo=later), NOBODY),
        "embargo over": (
            material(event, embargo=timezone.now() - timedelta(hours=1), title="Ieri"),
            ALL,
        ),
        "recording": (recording(event, audience="partecipanti"), PARTICIPANTS),
        "of a draft event": (material(draft_event), NOBODY),
    }


def file_of(made, name="file", *more) -> str:
    return reverse(f"events:material_{name}", args=[made.uid, *more])


def test_each_file_is_for_whom_it_is(asker, shelf):
    for name, (made, allowed) in shelf.items():
        addresses = [made.get_absolute_url(), file_of(made), file_of(made, "version", 1)]
        if name == "recording":
            addresses += [file_of(made, "play"), file_of(made, "captions")]
        for address in addresses:
            expected = 200 if asker.who in allowed else 404
            assert got(asker, address)[0].status_code == expected, (name, address)


def test_the_archive_holds_what_the_asker_may_see(asker, shelf, event):
    _, body = got(asker, reverse("events:proceedings_zip", args=[event.slug]))
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    readme = archive.read("LEGGIMI.txt").decode()
    for made, allowed in shelf.values():
        if made.event_id == event.pk:
            assert (made.get_absolute_url() in readme) is (asker.who in allowed)
    files = [name for name in archive.namelist() if name != "LEGGIMI.txt"]
    expected = sum(
        2 if made.kind == Material.Kind.RECORDING else 1
        for made, allowed in shelf.values()
        if asker.who in allowed and made.event_id == event.pk
    )
    assert len(files) == expected


def test_the_archive_is_whole_and_tells_of_each_file(client, event, media_root):
    material(event, title="Città & qualità", file=lambda: pdf("../../Città «1».pdf"))
    gone = material(event, title="Perso", file=lambda: pdf(words="Altro."))
    (media_root / gone.versions.get().stored).unlink()
    linked = card(event, kind=Material.Kind.LINK, title="Altrove", authors="")
    proceedings.add_version(material=linked, url="https://esempio.it/x")
    proceedings.publish_material(material=linked)
    recording(event)
    response, body = got(client, reverse("events:proceedings_zip", args=[event.slug]))
    assert response.headers["Content-Type"] == "application/zip"
    assert f"{event.slug}-atti.zip" in response.headers["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.namelist() == [
        "LEGGIMI.txt",
        "01 Città «1».pdf",
        "04 lezione.webm",
        "04 lezione sottotitoli.vtt",
    ]
    assert archive.read("01 Città «1».pdf") == paper()
    readme = archive.read("LEGGIMI.txt").decode()
    for expected in (
        "Città & qualità",
        "Autori: Ada Neri",
        "Licenza: Creative Commons Attribuzione 4.0 (CC BY 4.0) https://creativecommons.org/",
        f"SHA-256: {hashlib.sha256(paper()).hexdigest()}",
        "https://esempio.it/x",
        "File: in questo momento non si trova.",
    ):
        assert expected in readme


def test_the_archive_is_sent_in_pieces(client, event):
    material(event)
    response = client.get(reverse("events:proceedings_zip", args=[event.slug]))
    assert response.streaming
    assert "Content-Length" not in response.headers
    assert len(list(response.streaming_content)) > 1


def test_an_event_without_files_has_no_archive(client, event):
    assert client.get(reverse("events:proceedings_zip", args=[event.slug])).status_code == 404
    assert client.get(reverse("events:proceedings_zip", args=["non-esiste"])).status_code == 404


def test_a_file_is_saved_and_runs_nothing(client, event):
    made = material(event, file=lambda: pdf('relazione "finale" \r\nX: 1.pdf'))
    response, body = got(client, file_of(made))
    assert body == paper()
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in headers["Content-Disposition"]
    assert "X" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again, nothing = got(client, file_of(made), **{"If-None-Match": headers["ETag"]})
    assert (again.status_code, nothing) == (304, b"")


def test_a_video_is_sent_by_ranges(client, event):
    made = recording(event)
    response, body = got(client, file_of(made, "play"), Range="bytes=4-9")
    assert response.status_code == 206
    assert body == good.webm()[4:10]
    assert response.headers["Content-Type"] == "video/webm"
    assert "attachment" not in response.headers["Content-Disposition"]
    assert got(client, file_of(made, "play"), Range="bytes=99999999-")[0].status_code == 416
    words, body = got(client, file_of(made, "captions"))
    assert words.headers["Content-Type"] == "text/vtt"
    assert body.startswith(b"WEBVTT")


def test_what_is_no_recording_does_not_play(client, event):
    made = material(event)
    assert client.get(file_of(made, "play")).status_code == 404
    assert client.get(file_of(made, "captions")).status_code == 404


def test_versions_keep_their_addresses(client, event):
    made = material(event)
    proceedings.add_version(material=made, upload=pdf("b.pdf", "Altro testo."))
    first, second = paper(), paper("Altro testo.")
    assert got(client, file_of(made, "version", 1))[1] == first
    assert got(client, file_of(made, "version", 2))[1] == second
    assert got(client, file_of(made))[1] == second
    assert client.get(file_of(made, "version", 3)).status_code == 404
    assert client.get(file_of(made, "version", 9**30)).status_code == 404


def test_downloads_are_counted_by_day_and_version_and_nobody_is_known(client, event, bari):
    made = material(event)
    version = made.versions.get()
    client.force_login(bari)
    tag = got(client, file_of(made))[0].headers["ETag"]
    got(client, file_of(made, "version", 1))
    got(client, reverse("events:proceedings_zip", args=[event.slug]))
    assert b"".join(client.head(file_of(made))) == b""
    got(client, file_of(made), **{"If-None-Match": tag})
    day = Download.objects.get()
    assert (day.version, day.day, day.count) == (version, timezone.localdate(), 3)
    version.refresh_from_db()
    assert version.downloads == 3
    assert {field.name for field in Download._meta.get_fields()} == {
        "id",
        "version",
        "day",
        "count",
    }


def test_counting_costs_one_statement(event, django_assert_num_queries):
    first, second = material(event).versions.get(), material(event, title="b").versions.get()
    with django_assert_num_queries(1):
        downloads.count([first.pk, second.pk])
    with django_assert_num_queries(1):
        downloads.count([second.pk])
    assert sorted(Download.objects.values_list("count", flat=True)) == [1, 2]


def test_a_video_is_counted_once_however_one_seeks(client, event):
    made = recording(event)
    for wanted in ("bytes=0-", "bytes=50-", "bytes=60-80"):
        got(client, file_of(made, "play"), Range=wanted)
    assert Download.objects.get().count == 1


def test_a_link_leads_where_staff_said_and_is_counted(client, event):
    made = card(event, kind=Material.Kind.LINK)
    proceedings.add_version(material=made, url="https://esempio.it/x")
    proceedings.publish_material(material=made)
    response = client.get(file_of(made))
    assert (response.status_code, response.url) == (302, "https://esempio.it/x")
    assert Download.objects.get().count == 1


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, ""),
        (0, "0 byte"),
        (999, "999 byte"),
        (1_000, "1 kB"),
        (999_400, "999 kB"),
        (999_999, "1,0 MB"),
        (1_234_567, "1,2 MB"),
        (250_000_000, "250 MB"),
        (5_400_000_000, "5,4 GB"),
        (5_400_000_000_000, "5.400 GB"),
    ],
)
def test_sizes_in_italian(size, words):
    assert material_words.size_in_words(size) == words
