# SPDX-License-Identifier: AGPL-3.0-or-later
"""Good files spoilt at random: accepted or refused, never anything else."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from migliorapa.core import files
from migliorapa.core.files import structure
from migliorapa.core.files.structure import image

from . import good
from .packed import upload

PARSED = ["pandoc odt", "pandoc docx", "openpyxl xlsx", "demonstration pdf", "png with words",
          "photo", "captions", "mp4", "webm", "mp3", "ogg"]  # fmt: skip
calm = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


def spoil(data: bytes, draw) -> bytes:
    data = bytearray(data)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 8))] = draw(st.binary(max_size=8))
        data = data or bytearray(b"x")
    return bytes(data[: draw(st.just(len(data)) | st.integers(1, len(data)))])


@pytest.mark.parametrize("label", PARSED)
@calm
@given(st.data())
def test_a_spoilt_file_is_admitted_or_called_unsafe(tmp_path_factory, label, data):
    """The readers alone, in this process: many cases at little cost."""
    name, content = good.simple()[label]
    kind = files.EVERYTHING.kind(name.rpartition(".")[2].lower())
    path = tmp_path_factory.getbasetemp() / f"spoilt.{kind.name}"
    path.write_bytes(spoil(content, data.draw))
    try:
        structure.check(kind.family, kind.name, str(path))
    except structure.Unsafe as unsafe:
        told = str(unsafe)
    else:
        told = "admitted."
    assert told.endswith(".")


@pytest.mark.parametrize("label", ["png with words", "photo"])
@calm
@given(st.data())
def test_an_image_that_is_admitted_can_be_seen_after_it_is_cleaned(tmp_path_factory, label, data):
    kind = "png" if label.startswith("png") else "jpeg"
    content = spoil(good.simple()[label][1], data.draw)
    path = tmp_path_factory.getbasetemp() / f"image.{kind}"
    path.write_bytes(content)
    try:
        structure.check("image", kind, str(path))
    except structure.Unsafe:
        return
    with Image.open(io.BytesIO(image.clean(kind, content))) as seen:
        seen.load()


@settings(parent=calm, max_examples=25)
@given(st.data())
def test_examine_accepts_or_refuses_and_nothing_else(data):
    name, content = data.draw(st.sampled_from(list(good.simple().values())))
    name = data.draw(st.just(name) | st.text(max_size=20).map(lambda head: head + name))
    try:
        examined = files.examine(upload(name, spoil(content, data.draw)), allowed=files.EVERYTHING)
    except files.Refused as refused:
        told = refused.message
    else:
        told = f"«{examined.kind}"
    assert told.startswith("«")
