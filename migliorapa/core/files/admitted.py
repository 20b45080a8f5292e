# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of file and the sets a form may admit, each kind with its largest size."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MB = 1024 * 1024
DOCUMENT_BYTES = 25 * MB
IMAGE_BYTES = 10 * MB
MEDIA_BYTES = 500 * MB
CAPTION_BYTES = 1 * MB
ATTACHMENT_BYTES = 10 * MB


@dataclass(frozen=True)
class Kind:
    name: str
    label: str
    family: str
    mimetype: str
    extensions: tuple[str, ...]


def _kind(name: str, family: str, mimetype: str, *, label: str = "", extensions=()) -> Kind:
    return Kind(name, label or name.upper(), family, mimetype, extensions or (name,))


OPEN = "application/vnd.oasis.opendocument"
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _kind("pdf", "pdf", "application/pdf"),
            _kind("odt", "office", f"{OPEN}.text"),
            _kind("ods", "office", f"{OPEN}.spreadsheet"),
            _kind("odp", "office", f"{OPEN}.presentation"),
            _kind("docx", "office", f"{OFFICE}.wordprocessingml.document"),
            _kind("xlsx", "office", f"{OFFICE}.spreadsheetml.sheet"),
            _kind("pptx", "office", f"{OFFICE}.presentationml.presentation"),
            _kind("txt", "plain", "text/plain"),
            _kind("csv", "plain", "text/csv"),
            _kind("vtt", "plain", "text/vtt"),
            _kind("png", "image", "image/png"),
            _kind("jpeg", "image", "image/jpeg", extensions=("jpg", "jpeg")),
            _kind("mp4", "recording", "video/mp4"),
            _kind("webm", "recording", "video/webm"),
            _kind("mp3", "recording", "audio/mpeg"),
            _kind("ogg", "recording", "audio/ogg", extensions=("ogg", "oga", "opus")),
        )
    }
)


@dataclass(frozen=True, eq=False)
class Admitted:
    """What a form admits. `limits`: name of the kind -> largest size in bytes."""

    limits: Mapping[str, int]

    def __or__(self, other: "Admitted") -> "Admitted":
        names = self.limits.keys() | other.limits.keys()
        ordered = [name for name in KINDS if name in names]
        return Admitted(
            {name: max(self.limits.get(name, 0), other.limits.get(name, 0)) for name in ordered}
        )

    def __contains__(self, name: object) -> bool:
        return name in self.limits

    def kind(self, extension: str) -> Kind | None:
        for name in self.limits:
            if extension in KINDS[name].extensions:
                return KINDS[name]
        return None

    @property
    def accept(self) -> str:
        """For the `accept` attribute of a file field."""
        return ",".join(f".{each}" for name in self.limits for each in KINDS[name].extensions)

    @property
    def sentence(self) -> str:
        groups: dict[int, list[str]] = {}
        for name, limit in self.limits.items():
            groups.setdefault(limit, []).append(KINDS[name].label)
        told = [f"{_listed(labels)} fino a {megabytes(limit)}" for limit, labels in groups.items()]
        return f"Sono ammessi: {'; '.join(told)}."


def megabytes(size: int) -> str:
    return f"{size // MB} MB"


def _listed(words: list[str]) -> str:
    return " e ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _up_to(limit: int, *names: str) -> Admitted:
    return Admitted(dict.fromkeys(names, limit))


_OFFICE = ("pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx")
DOCUMENTS = _up_to(DOCUMENT_BYTES, *_OFFICE, "txt", "csv")
IMAGES = _up_to(IMAGE_BYTES, "png", "jpeg")
MEDIA = _up_to(MEDIA_BYTES, "mp4", "webm", "mp3", "ogg")
CAPTIONS = _up_to(CAPTION_BYTES, "vtt")
ATTACHMENTS = _up_to(ATTACHMENT_BYTES, *_OFFICE, "png", "jpeg", "txt", "csv")
EVERYTHING = DOCUMENTS | IMAGES | MEDIA | CAPTIONS
