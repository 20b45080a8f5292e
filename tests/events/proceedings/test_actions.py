# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes on line, what is refused, and what is left on the disk."""

import os
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from events.actions import proceedings, proceedings_index, uploads
from events.models import Event, Material, MaterialVersion
from migliorapa.core import files
from migliorapa.core.search import find
from tests.core.files.packed import upload

from .materials import captions, card, material, odp, pdf, recording, reserved, video

pytestmark = pytest.mark.django_db


def on_disk(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def refusal(call, **arguments) -> dict:
    with pytest.raises(ValidationError) as refused:
        call(**arguments)
    return refused.value.message_dict


def found(words: str) -> list[str]:
    return [hit.title for hit in find(words, kinds=("atti",))]


def test_versions_are_numbered_and_the_first_stays(event):
    made = material(event)
    second = proceedings.add_version(
        material=made, upload=pdf("nuovo.pdf", "Altre parole."), note="Corretta una tabella"
    )
    first = made.versions.get(number=1)
    assert (second.number, second.filename, second.note) == (2, "nuovo.pdf", "Corretta una tabella")
    assert files.exists(first.stored)
    assert first.sha256 != second.sha256
    assert made.versions.first() == second


def test_a_hostile_file_leaves_nothing_behind(event, media_root):
    made = card(event)
    with pytest.raises(files.Refused, match="contenuto"):
        proceedings.add_version(material=made, upload=upload("a.pdf", b"MZ\x90\0programma"))
    assert not made.versions.exists()
    assert on_disk(media_root) == []


def test_refused_captions_take_the_video_with_them(event, media_root):
    made = card(event, kind=Material.Kind.RECORDING)
    with pytest.raises(files.Refused):
        proceedings.add_version(
            material=made, upload=video(), captions=upload("a.vtt", b"<script>1</script>")
        )
    assert on_disk(media_root) == []


def test_a_failed_write_leaves_no_file(event, media_root):
    made = card(event)
    with pytest.raises(ValidationError):
        proceedings.add_version(material=made, upload=pdf(), note="x" * 301)
    assert on_disk(media_root) == []


def test_files_of_an_undone_transaction_are_swept_and_no_others(event, media_root):
    kept = material(event).versions.get().stored
    with transaction.atomic():
        lost = proceedings.add_version(material=card(event), upload=pdf()).stored
        transaction.set_rollback(True)
    assert uploads.sweep() == 0  # a form may still be about to tell of it
    for name in (kept, lost):
        os.utime(media_root / name, (time.time() - 2 * 86400,) * 2)
    assert uploads.sweep() == 1
    assert files.exists(kept)
    assert not files.exists(lost)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "upload"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "data:text/html,x"}, "url"),
        ({"url": "https://esempio.it/a", "upload": pdf}, "url"),
        ({"upload": pdf, "captions": captions}, "captions"),
    ],
)
def test_what_makes_no_version_is_told_at_its_field(event, given, field):
    given = {name: value() if callable(value) else value for name, value in given.items()}
    assert field in refusal(proceedings.add_version, material=card(event), **given)


def test_a_link_has_no_file(event):
    made = card(event, kind=Material.Kind.LINK)
    assert "upload" in refusal(proceedings.add_version, material=made, upload=pdf())
    proceedings.add_version(material=made, url="https://esempio.it/pagina")
    assert proceedings.publish_material(material=made).is_published


def test_a_recording_is_a_recording_and_a_document_is_not(event):
    with pytest.raises(files.Refused):
        proceedings.add_version(material=card(event), upload=video())
    with pytest.raises(files.Refused):
        proceedings.add_version(material=card(event, kind=Material.Kind.RECORDING), upload=pdf())


def test_the_licence_is_required(event):
    assert "licence" in refusal(proceedings.save_material, material=Material(
        event=event, kind=Material.Kind.DOCUMENT, title="x", licence=""
    ))  # fmt: skip
    assert card(event).licence == Material.Licence.CC_BY


def test_nothing_is_published_without_something_to_read(event):
    assert "upload" in refusal(proceedings.publish_material, material=card(event))


def test_a_recording_without_words_is_not_published(event):
    made = card(event, kind=Material.Kind.RECORDING)
    proceedings.add_version(material=made, url="https://video.esempio.it/1")
    told = refusal(proceedings.publish_material, material=made)
    assert "sottotitoli o con la trascrizione" in told["captions"][0]
    made.transcript = "Buongiorno a tutti."
    proceedings.save_material(material=made)
    made = proceedings.publish_material(material=made)
    assert made.transcript_html == "<p>Buongiorno a tutti.</p>\n"
    made.transcript = " "
    assert "captions" in refusal(proceedings.save_material, material=made)


def test_a_public_recording_gets_no_new_version_without_words(event):
    made = recording(event)
    assert "captions" in refusal(proceedings.add_version, material=made, upload=video())
    assert made.versions.count() == 1


def test_captions_may_come_later(event, django_capture_on_commit_callbacks):
    made = card(event, kind=Material.Kind.RECORDING)
    version = proceedings.add_version(material=made, upload=video())
    proceedings.add_captions(version=version, captions=captions())
    assert proceedings.publish_material(material=made).is_published


def test_a_removed_version_keeps_its_record_and_loses_its_file(
    event, django_capture_on_commit_callbacks
):
    made = material(event)
    version = made.versions.get()
    assert "reason" in refusal(proceedings.remove_version, version=version, reason=" ")
    assert files.exists(version.stored)
    with django_capture_on_commit_callbacks(execute=True):
        proceedings.remove_version(version=version, reason="Contiene dati personali.")
    gone = MaterialVersion.objects.get(pk=version.pk)
    assert not files.exists(version.stored)
    assert (gone.stored, gone.text, gone.filename) == ("", "", "pesi.pdf")
    assert gone.removed_reason == "Contiene dati personali."
    assert found("ponderazione") == []


def test_a_session_of_another_event_is_refused(event):
    from tests.factories.events import SessionFactory

    other = SessionFactory()
    assert "session" in refusal(
        proceedings.save_material,
        material=Material(event=event, session=other, kind="documento", title="x"),
    )


def test_the_search_reads_inside_a_pdf_and_slides(event):
    material(event)
    assert found("ponderazione") == ["Quaderno di lavoro"]
    material(event, file=odp, kind=Material.Kind.SLIDES, title="Lezione")
    assert "Lezione" in found("stratificazione")


def test_the_search_tells_nobody_of_what_is_not_public(event):
    reserved(event)
    material(event, published=False, title="Bozza")
    material(event, embargo=timezone.now() + timedelta(days=1), title="Domani")
    assert found("ponderazione") == []


def test_what_is_taken_back_is_no_longer_found(event):
    made = material(event)
    proceedings.unpublish_material(material=made)
    assert found("ponderazione") == []
    proceedings.publish_material(material=made)
    Event.objects.filter(pk=event.pk).update(status=Event.Status.DRAFT)
    proceedings_index.sync(event)
    assert found("ponderazione") == []


def test_a_deleted_material_leaves_neither_file_nor_page_in_the_search(
    event, media_root, django_capture_on_commit_callbacks
):
    made = material(event)
    with django_capture_on_commit_callbacks(execute=True):
        proceedings.delete_material(material=made)
    assert on_disk(media_root) == []
    assert found("ponderazione") == []


def test_an_embargo_that_ends_brings_it_into_the_search_and_into_the_feed(event):
    made = material(event, embargo=timezone.now() + timedelta(hours=1))
    assert proceedings_index.come_out() == 0
    Material.objects.filter(pk=made.pk).update(
        embargo=timezone.now() - timedelta(minutes=1), modified=timezone.now() - timedelta(days=9)
    )
    assert proceedings_index.come_out() == 1
    assert proceedings_index.come_out() == 0
    assert found("ponderazione") == ["Quaderno di lavoro"]
    made.refresh_from_db()
    assert timezone.now() - made.modified < timedelta(minutes=1)


def test_the_job_takes_out_of_the_search_what_was_deleted_in_bulk(event):
    material(event)
    Material.objects.all().delete()
    proceedings_index.come_out()
    assert found("ponderazione") == []


def test_proceedings_are_published_with_something_in_them(event):
    with pytest.raises(ValidationError, match="ancora vuoti"):
        proceedings.publish_proceedings(event=event)
    material(event)
    shown = proceedings.publish_proceedings(event=event)
    assert shown.proceedings_are_out
    assert f"Atti: {event.title}" in found("qualità percepita")
    proceedings.withdraw_proceedings(event=event)
    assert f"Atti: {event.title}" not in found("qualità percepita")


def test_what_was_said_is_found_only_when_it_is_out(event):
    event.proceedings_summary = "Si è parlato di termovalorizzatori."
    event.save()
    proceedings.publish_proceedings(event=event, embargo=timezone.now() + timedelta(days=1))
    assert found("termovalorizzatore") == []
    Event.objects.filter(pk=event.pk).update(proceedings_embargo=timezone.now())
    proceedings_index.come_out()
    assert found("termovalorizzatore") == [f"Atti: {event.title}"]


def test_an_embargo_in_the_past_and_a_draft_are_refused(event):
    material(event)
    past = timezone.now() - timedelta(days=1)
    assert "embargo" in refusal(proceedings.publish_proceedings, event=event, embargo=past)
    Event.objects.filter(pk=event.pk).update(status=Event.Status.DRAFT)
    with pytest.raises(ValidationError, match="bozza"):
        proceedings.publish_proceedings(event=event)
