# SPDX-License-Identifier: AGPL-3.0-or-later
"""Archives and uploads put together by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile


def upload(name: str, data: bytes, mimetype: str = "application/octet-stream"):
    sent = SimpleUploadedFile("x", data, mimetype)
    sent._name = name  # as it came, before Django looked at it
    return sent


def archive(members: Mapping[str, bytes | str] | list) -> bytes:
    """A zip; `members` may be a list of pairs, to repeat a name."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in pairs:
            info = zipfile.ZipInfo(name)
            is_first = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if is_first else zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {info.filename: file.read(info) for info in file.infolist()}


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    return archive({**members(data), **parts})


def edited(data: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    before = members(data)
    after = edit(before[name])
    assert after != before[name], f"nothing to edit in {name}"
    return archive({**before, name: after})
