# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mailbox of the help desk over IMAP. Errors are MailboxError with one Italian sentence."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

SECONDS = 30
DONE, REFUSED = "Elaborata", "Rifiutata"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(RuntimeError):
    pass


class Mailbox:
    """Mails are named by their UID, the same one as long as `numbering` is. Folders are made when
    they are missing."""

    def __init__(self):
        self.folders: dict[str, str] = {}
        with _told():
            self.server = _connected()
        try:
            with _told():
                self.server.login(settings.IMAP_USER, settings.IMAP_PASSWORD)
                self._did(self.server.select(_quoted(settings.IMAP_FOLDER)))
                self.numbering = self.server.response("UIDVALIDITY")[1][0] or b""
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Mailbox":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _did(self, answer):
        kind, data = answer
        if kind != "OK":
            raise MailboxError(f"La casella di posta rifiuta: {_words(data)}")
        return data

    def waiting(self) -> list[str]:
        with _told():
            found = self._did(self.server.uid("SEARCH", "UNDELETED"))
        return found[0].decode().split() if found and found[0] else []

    def size(self, uid: str) -> int:
        with _told():
            data = self._did(self.server.uid("FETCH", uid, "(RFC822.SIZE)"))
        found = SIZE.search(b" ".join(each for each in data if isinstance(each, bytes)))
        return int(found[1]) if found else 0

    def whole(self, uid: str) -> bytes:
        return self._part(uid, "BODY.PEEK[]")

    def headers(self, uid: str) -> bytes:
        return self._part(uid, "BODY.PEEK[HEADER]")

    def _part(self, uid: str, part: str) -> bytes:
        with _told():
            data = self._did(self.server.uid("FETCH", uid, f"({part})"))
        return b"".join(each[1] for each in data if isinstance(each, tuple))

    def put(self, uid: str, folder: str) -> None:
        """Marks as read and moves."""
        with _told():
            self._did(self.server.uid("STORE", uid, "+FLAGS", r"(\Seen)"))
            self._did(self.server.uid("COPY", uid, _quoted(self._folder(folder))))
            self._did(self.server.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
            if "UIDPLUS" in self.server.capabilities:
                self.server.uid("EXPUNGE", uid)
            else:
                self.server.expunge()

    def _folder(self, name: str) -> str:
        """Its name on this server: at the top, or below INBOX where nothing else may be made."""
        if name not in self.folders:
            kind, data = self.server.list('""', '""')
            found = re.search(rb'\) "(.)" ', data[0] or b"") if kind == "OK" else None
            names = [name, f"INBOX{found[1].decode() if found else '.'}{name}"]
            self.folders[name] = next(filter(self._has, names), "") or next(
                filter(self._makes, names), name
            )
        return self.folders[name]

    def _has(self, name: str) -> bool:
        return self.server.status(_quoted(name), "(MESSAGES)")[0] == "OK"

    def _makes(self, name: str) -> bool:
        return self.server.create(_quoted(name))[0] == "OK"

    def close(self) -> None:
        with suppress(imaplib.IMAP4.error, OSError):  # what had to be done is done
            self.server.logout()


def _connected() -> imaplib.IMAP4:
    host, port = settings.IMAP_HOST, settings.IMAP_PORT
    if settings.IMAP_SSL:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=SECONDS)
    return imaplib.IMAP4(host, port, timeout=SECONDS)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(f"La casella di posta non risponde: {error}") from error


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _words(data) -> str:
    return b" ".join(each for each in data if isinstance(each, bytes)).decode("utf-8", "replace")
