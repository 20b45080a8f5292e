# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every public page that links reach from the home page, read by somebody without a session."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html
from django.test import Client


def public_pages() -> Iterator[tuple[str, object]]:
    """Address and answer; an address with other questions in its query is read once."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        response = Client().get(address)
        yield address, response
        if response.status_code == 200 and "text/html" in response.headers["Content-Type"]:
            for link in _links(address, response):
                if urlsplit(link).path not in seen:
                    seen.add(urlsplit(link).path)
                    waiting.append(link)
        if response.streaming:
            b"".join(response.streaming_content)  # read to the end, so that the file is closed


def _links(address: str, response) -> Iterator[str]:
    for link in lxml.html.fromstring(response.content).xpath("//a/@href"):
        target = urldefrag(urljoin(address, link)).url
        parts = urlsplit(target)
        is_file = "." in parts.path.rpartition("/")[2]
        if not parts.netloc and not parts.scheme and not is_file:
            yield target
