# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails as they come over the wire, built here, and everything that is asked of one."""

from helpdesk import inbound

DOMAIN = "migliorapa.example"
OURS = (f"aiuto@{DOMAIN}", f"noreply@{DOMAIN}")
TOKEN = "k3v9x2m7q8w1z5t4"
USUAL = {
    "From": "Anna Neri <anna.neri@comune.example>",
    "To": OURS[0],
    "Subject": "Quanti questionari servono?",
    "Message-ID": "<1@comune.example>",
}


def raw(body: str | bytes = "Quanti ne servono?", **headers) -> bytes:
    """Names with underscores for hyphens; None leaves a header out, a list repeats it."""
    said = USUAL | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = b""
    for name, value in said.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                octets = each if isinstance(each, bytes) else each.encode()
                lines += name.encode() + b": " + octets + b"\r\n"
    return lines + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def mail(body: str | bytes = "Quanti ne servono?", **headers):
    return inbound.read(raw(body, **headers))


def multipart(kind: str, *parts: bytes, parameters: str = "", **headers):
    body = b"".join(b"--xx\r\n" + part + b"\r\n" for part in parts) + b"--xx--\r\n"
    return mail(body, Content_Type=f"multipart/{kind}; boundary=xx{parameters}", **headers)


def part(body: str | bytes, kind: str = "text/plain; charset=utf-8", *headers: str) -> bytes:
    lines = [f"Content-Type: {kind}", *headers, "", ""]
    return "\r\n".join(lines).encode() + (body if isinstance(body, bytes) else body.encode())


def everything(message) -> dict:
    """All that can be asked of a mail, each answer checked for its shape."""
    message = inbound.unwrapped(message)
    text = inbound.body_text(message)
    found = {
        "bounce": inbound.is_bounce(message),
        "automatic": inbound.is_automatic(message),
        "ours": inbound.is_from_ourselves(message, OURS),
        "sender": inbound.sender(message),
        "text": text,
        "reply": inbound.strip_quoted_reply(text),
        "token": inbound.find_token(message, DOMAIN),
        "subject": inbound.subject(message),
        "id": inbound.message_id(message),
        "referred": inbound.referred_ids(message),
        "files": inbound.attachments(message),
    }
    for words in (text, found["reply"], found["subject"], *(each.name for each in found["files"])):
        assert "\0" not in words
        words.encode()  # no lone surrogate: the database would refuse it
    assert "\n" not in found["subject"]
    assert len(text) <= 100_000
    assert len(found["subject"]) <= 300
    assert len(found["id"]) <= 300
    assert len(found["files"]) <= 20
    return found
