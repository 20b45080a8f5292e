# SPDX-License-Identifier: AGPL-3.0-or-later
"""A mail that came in, as this site reads it: with its own addresses and its own tokens."""

import hashlib
import re
from dataclasses import dataclass
from email.utils import parseaddr
from itertools import islice

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from migliorapa.core import files

from .. import inbound
from ..actions.attachments import AT_MOST, TOTAL

OUR_TOKEN = re.compile("[0-9a-f]{32}")
OUR_MAIL = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
MOST_RETURNED = 20
HEADERS = 64 * 1024
LONGEST_TEXT = 20_000
WHOLE_TEXT = "testo-completo.txt"
FOR_NOW = {"antivirus", "storage"}  # refusals of a file that say nothing of the file


class NotNow(Exception):
    """The mail has to be handed over again later: nothing of it was kept."""


@dataclass(frozen=True)
class Incoming:
    """`key` is the Message-ID, or made from the content where there is none. `body` is all the
    text, `text` without what it quotes; `returned` the ids of our mails that it holds."""

    key: str
    sender: str = ""
    subject: str = ""
    body: str = ""
    token: str = ""
    is_ours: bool = False
    is_bounce: bool = False
    is_automatic: bool = False
    is_forged: bool = False
    files: tuple[inbound.File, ...] = ()
    returned: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: bytes) -> "Incoming":
        """Raises inbound.Unreadable."""
        envelope = inbound.read(raw)
        message = inbound.unwrapped(envelope)
        is_bounce = inbound.is_bounce(message)
        return cls(
            key=inbound.message_id(message) or key_of(raw),
            sender=inbound.sender(message) or "",
            subject=inbound.subject(message),
            body=inbound.body_text(message),
            token=_token(envelope) or _token(message),
            is_ours=inbound.is_from_ourselves(message, our_addresses()),
            is_bounce=is_bounce,
            is_automatic=inbound.is_automatic(message),
            is_forged=inbound.is_forged(envelope),
            files=tuple(inbound.attachments(message)),
            returned=_returned(raw) if is_bounce else (),
        )

    @classmethod
    def headers_of(cls, raw: bytes) -> "Incoming":
        """Who wrote and about what, of a mail too big to be read. Raises inbound.Unreadable."""
        head = raw[:HEADERS].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        message = inbound.read(head + b"\n\n")
        return cls(
            key=inbound.message_id(message) or key_of(raw),
            sender=inbound.sender(message) or "",
            subject=inbound.subject(message),
        )

    @property
    def text(self) -> str:
        return inbound.strip_quoted_reply(self.body)


def key_of(raw: bytes) -> str:
    return f"<{hashlib.sha256(raw).hexdigest()}@senza-message-id>"


def as_it_is(raw: bytes) -> str:
    """What an operator may make something of, where nothing else can be read."""
    return raw[:LONGEST_TEXT].decode("utf-8", "replace").replace("\0", "")


def reachable_address() -> str:
    """Where people write to the help desk; empty where no mail comes in."""
    return settings.REPLY_ADDRESS.replace("+{token}", "")


def our_addresses() -> list[str]:
    ours = (parseaddr(settings.DEFAULT_FROM_EMAIL)[1], reachable_address())
    return [address for address in ours if address]


def _token(message) -> str:
    mailbox, _, domain = settings.REPLY_ADDRESS.partition("+{token}@")
    found = inbound.find_token(message, domain, mailbox) if domain else None
    return found if found and OUR_TOKEN.fullmatch(found) else ""


def _returned(raw: bytes) -> tuple[str, ...]:
    found = (each[1].decode() for each in OUR_MAIL.finditer(raw))
    return tuple(dict.fromkeys(islice(found, MOST_RETURNED)))


def admitted(text: str, sent: tuple[inbound.File, ...]) -> tuple[str, list[SimpleUploadedFile]]:
    """The text as it enters a request, and the files that may; it says which ones do not.

    Raises NotNow where files cannot be examined or kept in this moment.
    """
    text, sent = _shortened(text or "(Messaggio senza testo.)", list(sent))
    uploads, refusals, size = [], [], 0
    for file in sent:
        name = files.safe_filename(file.name)
        if len(uploads) == AT_MOST:
            refusals.append(f"«{name}»: i file ammessi sono {AT_MOST}.")
        elif size + len(file.content) > TOTAL:
            refusals.append(f"«{name}»: i file insieme superano i {TOTAL // 1024 // 1024} MB.")
        else:
            upload = SimpleUploadedFile(name, file.content, file.mimetype)
            if refusal := _refusal(upload):
                refusals.append(refusal)
            else:
                uploads.append(upload)
                size += len(file.content)
    if refusals:
        text += "\n\nAllegati non accettati:\n\n" + "\n".join(f"- {each}" for each in refusals)
    return text, uploads


def _shortened(text: str, sent: list) -> tuple[str, list]:
    if len(text) <= LONGEST_TEXT:
        return text, sent
    whole = inbound.File(WHOLE_TEXT, "text/plain", text.encode())
    return f"{text[:LONGEST_TEXT]}…\n\n(Il testo continua nel file {WHOLE_TEXT}.)", [whole, *sent]


def _refusal(upload) -> str:
    try:
        files.examine(upload, allowed=files.ATTACHMENTS)
    except files.Refused as refused:
        if refused.code in FOR_NOW:
            raise NotNow(str(refused))
        return str(refused)
    return ""
