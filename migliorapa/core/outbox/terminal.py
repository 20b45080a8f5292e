# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mail server of who tries the portal: recipient, subject and links on the terminal,
the whole mail in a file that any mail program opens."""

import re
import sys
from itertools import chain

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

LINK = re.compile(r"https?://[^\s<>\"]+")
KEPT = 100


def _file(message):
    folder = settings.MAIL_FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.eml"))[: -KEPT + 1]:
        old.unlink(missing_ok=True)
    path = folder / f"{timezone.localtime():%Y-%m-%d-%H%M%S-%f}.eml"
    path.write_bytes(message.message().as_bytes())
    return path


def _links(message) -> list[str]:
    """Those of the text that lead somewhere: the bare address of the site is a signature."""
    found = dict.fromkeys(link.rstrip(".,;)") for link in LINK.findall(message.body))
    return [link for link in found if link.rstrip("/") != settings.SITE_URL]


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages:
            lines = chain(
                [f"Posta per {', '.join(message.recipients())}: {message.subject}"],
                _links(message),
                [f"(tutto il messaggio: {_file(message)})"],
            )
            print("\n  ".join(lines), file=sys.stdout, flush=True)
        return len(email_messages)
