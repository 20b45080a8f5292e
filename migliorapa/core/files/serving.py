# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kept files sent to a browser, which may show or save them and run nothing of them."""

import logging
import os
import re

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from .names import safe_filename
from .storing import place

logger = logging.getLogger(__name__)
INLINE = re.compile(r"(?:video|audio)/[\w.+-]+|image/(?:png|jpeg)|text/vtt")
RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")
PIECE = 256 * 1024


class Missing(Http404):
    """The page has its file, the disk has not: a sentence for the person."""

    def __init__(self):
        super().__init__(
            "Il file c'era, ma in questo momento non si trova. Chi gestisce il portale è stato "
            "avvisato: riprovate tra qualche giorno."
        )


def attachment(stored_name, filename, mimetype, *, sha256="", request=None):
    """To be saved, never opened in place. With `request`, 304 to who has it already."""
    file = _open(stored_name)
    name = safe_filename(filename)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=mimetype)
    _harden(response, sha256 or stored_name.rpartition("/")[2])
    return _unless_known(request, response, file)


def media(stored_name, mimetype, request):
    """Video, audio, captions and images shown by a page, one range at a time for who seeks."""
    if not INLINE.fullmatch(mimetype):
        raise ValueError(f"not to be shown in a page: {mimetype!r}")
    file = _open(stored_name)
    size = file.seek(0, 2)
    file.seek(0)
    modified = int(_modified(file))
    etag = stored_name.rpartition("/")[2]
    wanted = _range(request, size, etag=f'"{etag}"', modified=modified)
    if wanted is None:
        response = FileResponse(file, content_type=mimetype)
    elif wanted[0] >= wanted[1]:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _part(file, *wanted, size, mimetype)
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(modified)
    response["Content-Disposition"] = content_disposition_header(False, etag)
    _harden(response, etag)
    return _unless_known(request, response, file) if wanted is None else response


def _open(stored_name: str):
    path = place(stored_name)
    try:
        if path:
            return path.open("rb")
    except OSError as error:
        logger.error("uploaded file missing: %s (%s)", stored_name, error)
        raise Missing from error
    raise Missing


def _modified(file) -> float:
    return os.fstat(file.fileno()).st_mtime


def _harden(response, etag: str) -> None:
    response["ETag"] = f'"{etag}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response.setdefault("Cache-Control", "private, no-cache")


def _unless_known(request, response, file):
    if request is None:
        return response
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer is not response:
        file.close()  # closing the response would tell Django that the request is over
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
            answer[name] = response[name]
    return answer


def _range(request, size: int, *, etag: str, modified: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None for the whole file; empty if outside it."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    condition = request.headers.get("If-Range", etag)
    if not asked or (condition != etag and parse_http_date_safe(condition) != modified):
        return None
    first, last, suffix = asked.groups()
    if suffix:
        return max(0, size - int(suffix)), size if int(suffix) else 0
    if last and int(last) < int(first):
        return None  # not a range at all, says RFC 9110
    return int(first), min(size, int(last) + 1 if last else size)


class _Slice:
    """Some bytes of a file, closed with the response."""

    def __init__(self, file, first: int, end: int):
        file.seek(first)
        self.file, self.left = file, end - first

    def __iter__(self):
        while self.left > 0 and (piece := self.file.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self):
        self.file.close()


def _part(file, first: int, end: int, size: int, mimetype: str):
    response = StreamingHttpResponse(_Slice(file, first, end), status=206, content_type=mimetype)
    response["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    response["Content-Length"] = str(end - first)
    return response
