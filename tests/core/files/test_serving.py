# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a browser gets, and what it is told not to do with it."""

import re
from email.message import Message

import pytest
from csp.middleware import CSPMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.http import parse_header_parameters

from migliorapa.core import files
from migliorapa.views import not_found

from . import good
from .packed import upload

get = RequestFactory().get


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def no_request_is_over():
    """A closed answer ends a request, and Django then looks at its connections to the database."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.fixture
def paper():
    return files.keep(upload("a.pdf", good.paper()), "atti")


@pytest.fixture
def video():
    return files.keep(upload("a.webm", good.webm()), "atti")


def body(response) -> bytes:
    data = b"".join(response)
    response.close()
    return data


def assert_harmless(response):
    """Also behind the portal's own policy, which must not replace the stricter one."""
    CSPMiddleware(lambda request: response).process_response(get("/"), response)
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_row_1_material_is_saved_and_never_opened_in_place(paper):
    response = files.attachment(paper, "Relazione.pdf", "application/pdf")
    assert_harmless(response)
    assert response["Content-Disposition"] == 'attachment; filename="Relazione.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(good.paper()))
    assert body(response) == good.paper()


def test_row_2_a_script_in_a_plain_text_is_served_as_text_to_save():
    script = b"alert(document.cookie)\n"
    stored = files.keep(upload("a.txt", script), "atti")
    response = files.attachment(stored, "a.txt", "text/plain")
    assert_harmless(response)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "text/plain"
    assert body(response) == script


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf", "a\0b.pdf", "fattura\u202efdp.exe", "a.pdf\r\nSet-Cookie: x=1",
        "a" * 300 + ".pdf", 'il "mio" file.pdf', "CON.pdf", "qualità.pdf", "qualita\u0300.pdf",
        "100%25 reale;x=y.pdf", "перечень 東京.pdf", "emoji 🙂.pdf", "\\\\host\\share\\x.pdf",
        "'.pdf",
    ],
)  # fmt: skip
def test_row_3_any_name_gives_one_sound_header_that_clients_read_back(paper, name):
    response = files.attachment(paper, name, "application/pdf")
    header = response["Content-Disposition"]
    assert "\r" not in header
    assert "\n" not in header
    header.encode("ascii")
    kind, told = parse_header_parameters(header)
    assert kind == "attachment"
    assert told.keys() <= {"filename"}
    message = Message()
    message["Content-Disposition"] = header
    read = message.get_filename()
    assert told["filename"] == files.safe_filename(name) == read
    assert not re.search(r"[/\\\0\u202e]", read)
    response.close()


def test_row_4_a_name_from_outside_never_leads_out_of_the_folder(paper, media_root):
    (media_root.parent / "secret.pdf").write_bytes(b"secret")
    for name in ("../secret.pdf", f"atti/../../{'secret.pdf'}", f"{paper}/../x", "/etc/passwd"):
        with pytest.raises(files.Missing):
            files.attachment(name, "a.pdf", "application/pdf")
        with pytest.raises(files.Missing):
            files.media(name, "video/mp4", get("/"))


def test_row_5_a_kept_file_has_no_address_of_its_own(paper, settings):
    assert not settings.MEDIA_URL.strip("/")
    for address in (f"/media/{paper}", f"/{paper}", f"/static/{paper}"):
        with pytest.raises(Resolver404):
            resolve(address)


def test_row_9_a_pdf_link_goes_to_the_web_or_to_a_mailbox_only():
    from . import hostile

    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"):
        link = hostile.action("URI", URI=hostile.String(address))
        with pytest.raises(files.Refused):
            files.examine(upload("a.pdf", hostile.root(OpenAction=link)))
    link = hostile.action("URI", URI=hostile.String("https://esempio.invalid/a?b=c:d"))
    assert files.examine(upload("a.pdf", hostile.root(OpenAction=link))).kind == "pdf"


def test_row_29_a_file_missing_on_disk_is_told_on_the_page_and_to_who_runs_the_portal(
    paper, media_root, caplog
):
    (media_root / paper).unlink()
    with pytest.raises(files.Missing) as missing:
        files.attachment(paper, "a.pdf", "application/pdf")
    assert paper in caplog.text
    request = get("/atti/")
    request.user, request.session = AnonymousUser(), {}
    page = not_found(request, missing.value)
    assert page.status_code == 404
    assert "in questo momento non si trova" in page.content.decode()
    assert "File non disponibile" in page.content.decode()


def test_who_has_the_file_already_gets_304(paper):
    first = files.attachment(paper, "a.pdf", "application/pdf", sha256="ab12")
    assert first["ETag"] == '"ab12"'
    first.close()
    again = get("/", headers={"If-None-Match": '"ab12"'})
    second = files.attachment(paper, "a.pdf", "application/pdf", sha256="ab12", request=again)
    assert second.status_code == 304
    assert not second.content
    assert_harmless(second)
    other = get("/", headers={"If-None-Match": '"cd34"'})
    third = files.attachment(paper, "a.pdf", "application/pdf", sha256="ab12", request=other)
    assert third.status_code == 200
    third.close()


def test_a_private_file_is_not_kept_by_caches_on_the_way(paper):
    response = files.attachment(paper, "a.pdf", "application/pdf")
    assert response["Cache-Control"] == "private, no-cache"
    response.close()


def test_a_video_is_whole_and_says_that_it_can_be_sought(video):
    response = files.media(video, "video/webm", get("/"))
    assert_harmless(response)
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/webm"
    assert response["Content-Disposition"].startswith("inline")
    assert body(response) == good.webm()


WHOLE = len(good.webm())


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=5-9", 5, 10),
        ("bytes=5-", 5, WHOLE),
        ("bytes=-4", WHOLE - 4, WHOLE),
        ("bytes=-99999", 0, WHOLE),
        ("bytes=0-99999999", 0, WHOLE),
        (f"bytes={WHOLE - 1}-", WHOLE - 1, WHOLE),
    ],
)
def test_a_video_is_sought_by_a_range(video, asked, first, end):
    response = files.media(video, "video/webm", get("/", headers={"Range": asked}))
    assert_harmless(response)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{end - 1}/{WHOLE}"
    assert response["Content-Length"] == str(end - first)
    assert body(response) == good.webm()[first:end]


@pytest.mark.parametrize("asked", [f"bytes={WHOLE}-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_outside_the_video_is_416_with_its_length(video, asked):
    response = files.media(video, "video/webm", get("/", headers={"Range": asked}))
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{WHOLE}"
    assert_harmless(response)


@pytest.mark.parametrize(
    "asked",
    ["bytes=9-5", "bytes=a-b", "lines=1-2", "bytes=", "bytes=0-1,4-5", "bytes=-", "\0", "9" * 999],
)
def test_a_range_that_is_none_gets_the_whole_video(video, asked):
    response = files.media(video, "video/webm", get("/", headers={"Range": asked}))
    assert response.status_code == 200
    assert body(response) == good.webm()


def test_a_range_of_another_version_gets_the_whole_video(video):
    first = files.media(video, "video/webm", get("/"))
    first.close()
    for condition, status in (
        (first["ETag"], 206),
        (first["Last-Modified"], 206),
        ('"other"', 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
    ):
        asked = get("/", headers={"Range": "bytes=0-3", "If-Range": condition})
        response = files.media(video, "video/webm", asked)
        assert response.status_code == status
        response.close()


def test_a_video_that_the_browser_has_is_304(video):
    first = files.media(video, "video/webm", get("/"))
    first.close()
    again = files.media(video, "video/webm", get("/", headers={"If-None-Match": first["ETag"]}))
    assert again.status_code == 304


def test_a_closed_answer_closes_its_file(video):
    response = files.media(video, "video/webm", get("/", headers={"Range": "bytes=0-9"}))
    held = response._resource_closers[0].__self__.file
    response.close()
    assert held.closed


@pytest.mark.parametrize(
    "mimetype", ["text/html", "image/svg+xml", "application/pdf", "text/plain"]
)
def test_pages_and_documents_are_never_shown_in_place(paper, mimetype):
    with pytest.raises(ValueError):
        files.media(paper, mimetype, get("/"))
