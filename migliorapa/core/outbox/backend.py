# SPDX-License-Identifier: AGPL-3.0-or-later
"""Django's mails (sign-up, passwords, errors) into the outbox: one row a recipient."""

import uuid
from email.mime.base import MIMEBase

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from . import actions, cleaning


def _attachment(attachment) -> tuple[str, bytes, str]:
    if isinstance(attachment, MIMEBase):
        content = attachment.get_payload(decode=True)
        return attachment.get_filename() or "", content or b"", attachment.get_content_type()
    name, content, mimetype = attachment
    return name or "", content.encode() if isinstance(content, str) else content, mimetype


def _mails(message):
    alternatives = getattr(message, "alternatives", [])
    html = [content for content, mimetype in alternatives if mimetype == "text/html"]
    plain = message.content_subtype == "plain"
    own = {
        name: value
        for name, value in message.extra_headers.items()
        if name.lower() not in cleaning.RESERVED
    }
    common = {
        "subject": message.subject,
        "text": message.body if plain else "",
        "html": "".join(html[:1]) if plain else message.body,
        "headers": own,
        "reply_to": ", ".join(message.reply_to[:1]),
        "attachments": [_attachment(each) for each in message.attachments],
    }
    for recipient in message.recipients():
        yield {"key": f"{actions.UNNAMED}{uuid.uuid4()}", "to": recipient, **common}


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        try:
            with transaction.atomic():
                for message in email_messages:
                    actions.put_many(_mails(message))
        except Exception:
            if not self.fail_silently:
                raise
            return 0
        return len(email_messages)
