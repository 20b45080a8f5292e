# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files kept on disk: whole, under names nobody chose, without what people did not mean to tell."""

import errno
import hashlib
import io
import os
import re
import time

import pytest
from PIL import Image, ImageChops

from migliorapa.core import files
from migliorapa.core.files import storing

from . import good, hostile
from .packed import upload


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(name: str, data: bytes) -> tuple[files.Examined, bytes]:
    sent = upload(name, data)
    examined = files.examine(sent, allowed=files.EVERYTHING)
    return examined, storing.place(files.keep(sent, "prova")).read_bytes()


def test_a_kept_file_is_whole_and_has_a_name_nobody_can_guess(media_root):
    sent = upload("../../Relazione finale.PDF", good.paper())
    first, second = files.keep(sent, "atti"), files.keep(sent, "atti")
    assert re.fullmatch(r"atti/[0-9a-f]{2}/[0-9a-f]{32}\.pdf", first)
    assert first != second
    assert (media_root / first).read_bytes() == good.paper()


def test_only_the_service_reads_what_people_sent(media_root):
    stored = media_root / files.keep(upload("a.pdf", good.paper()), "atti")
    assert stored.stat().st_mode & 0o777 == 0o640
    assert stored.parent.stat().st_mode & 0o007 == 0
    assert not stored.stat().st_mode & 0o111


def test_a_file_that_nobody_examined_is_examined_before_it_is_kept(media_root):
    for label in ("pdf with a page after it", "png with a page after it", "page", "empty"):
        with pytest.raises(files.Refused):
            files.keep(upload(*hostile.MAKERS[label]()), "atti")
    with pytest.raises(files.Refused):
        files.keep(upload("a.pdf", good.paper()), "atti", allowed=files.IMAGES)
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_size_and_hash_are_of_the_file_that_people_will_download():
    for name, data in (("a.pdf", good.paper()), ("a.jpg", good.photo()), ("a.png", good.png())):
        examined, stored = kept(name, data)
        assert examined.size == len(stored)
        assert examined.sha256 == hashlib.sha256(stored).hexdigest()


@pytest.mark.parametrize(("name", "maker"), [("foto.jpg", good.photo), ("foto.png", good.told_png)])
def test_a_photo_loses_place_author_and_device_and_keeps_pixels_and_turn(name, maker):
    told = Image.open(io.BytesIO(maker())).getexif()
    assert told.get_ifd(0x8825)
    assert told[0x013B] == "Maria Rossi"
    _, stored = kept(name, maker())
    for secret in (b"Maria Rossi", b"Marca del telefono", b"sala consiliare"):
        assert secret in maker() or name.endswith("png")
        assert secret not in stored
    with Image.open(io.BytesIO(stored)) as image, Image.open(io.BytesIO(maker())) as before:
        assert dict(image.getexif()) == {0x0112: 6}
        assert not image.getexif().get_ifd(0x8825)
        assert ImageChops.difference(image, before).getbbox() is None
        assert not {"Author", "Comment", "comment"} & image.info.keys()


def test_what_a_telephone_adds_after_a_photo_is_cut():
    _, stored = kept("foto.jpg", good.photo())
    assert stored.count(b"\xff\xd9") == 1
    assert stored.endswith(b"\xff\xd9")


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_is_shown_the_right_way_up_after_it_is_cleaned(turn):
    out = io.BytesIO()
    good.picture().save(out, "JPEG", exif=good.exif(turn))
    _, stored = kept("foto.jpg", out.getvalue())
    assert Image.open(io.BytesIO(stored)).getexif().get(0x0112, 1) == turn


def test_colours_survive_the_cleaning():
    _, stored = kept("manifesto.jpg", good.jpeg("CMYK"))
    with Image.open(io.BytesIO(stored)) as image:
        assert image.mode == "CMYK"
        assert (
            ImageChops.difference(image, Image.open(io.BytesIO(good.jpeg("CMYK")))).getbbox()
            is None
        )


def leftovers(media_root) -> list:
    return [path for path in media_root.rglob("*") if path.is_file()]


def test_on_a_full_disk_nothing_half_kept_remains_and_a_sentence_says_so(media_root, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storing.os, "fsync", full)
    with pytest.raises(files.Refused, match="riprovate più tardi"):
        files.keep(upload("a.pdf", good.paper()), "atti")
    assert leftovers(media_root) == []


def test_an_interrupted_copy_leaves_nothing(media_root, monkeypatch):
    def interrupted(path, kind):
        yield b"%PDF-"
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "pieces", interrupted)
    sent = upload("a.pdf", good.paper())
    with pytest.raises(KeyboardInterrupt):
        files.keep(sent, "atti")
    assert leftovers(media_root) == []


def test_bytes_that_change_after_the_examination_are_not_kept(media_root):
    sent = upload("a.pdf", good.paper())
    files.examine(sent)
    sent.file = io.BytesIO(hostile.MAKERS["pdf with javascript at opening"]()[1])
    with pytest.raises(files.Refused):
        files.keep(sent, "atti")
    assert leftovers(media_root) == []


def test_a_read_only_folder_is_told_with_a_sentence(media_root):
    (media_root / "atti").write_text("a file where the folder should be")
    with pytest.raises(files.Refused, match="non si può conservare"):
        files.keep(upload("a.pdf", good.paper()), "atti")


@pytest.mark.parametrize("folder", ["", "..", "a/b", "/etc", "Atti", "documents/../x"])
def test_a_folder_is_one_plain_word(folder):
    with pytest.raises(ValueError):
        files.keep(upload("a.pdf", good.paper()), folder)


def test_a_removed_file_is_gone_and_may_be_removed_again(media_root):
    stored = files.keep(upload("a.pdf", good.paper()), "atti")
    assert files.exists(stored)
    files.remove(stored)
    files.remove(stored)
    assert not files.exists(stored)
    assert leftovers(media_root) == []


@pytest.mark.parametrize(
    "name", ["../secret.txt", "atti/../../secret.txt", "secret.txt", "", "a\0b"]
)
def test_names_that_were_never_given_reach_no_file(media_root, name):
    secret = media_root / "secret.txt"
    secret.write_text("x")
    files.remove(name)
    assert not files.exists(name)
    assert secret.exists()
    with pytest.raises(files.Missing):
        files.attachment(name, "a.txt", "text/plain")


def test_what_killed_processes_left_is_swept_after_an_hour(media_root):
    stored = files.keep(upload("a.pdf", good.paper()), "atti")
    old, fresh = (
        (media_root / stored).with_name(f"{storing.UNFINISHED}{name}") for name in ("old", "fresh")
    )
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 4000,) * 2)
    assert files.sweep() == 1
    assert [fresh.exists(), old.exists(), files.exists(stored)] == [True, False, True]
