# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a test does behind the scenes of the running portal: in its database, with its clock."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

BEFORE = """
import json
from datetime import timedelta
from django.utils import timezone
from events import links
from events.actions import afterwards, certificates, follow_up, presence, publishing
from events.models import *
from migliorapa.core.outbox.models import OutboxMail
now = timezone.now()
"""


class Portal:
    def __init__(self, address: str, worker: str):
        name = f"browser_{os.environ['TEST_DATABASE']}_{worker}"
        database = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        self.address = address
        self.environ = os.environ | {
            "MIGLIORAPA_MODE": "demo",
            "DATABASE_URL": database,
            "SITE_URL": address,
        }

    def run(self, code: str):
        """The value that the code gives to `answer`, through JSON."""
        code = f"{BEFORE}\n{code}\nprint('ANSWER', json.dumps(answer, default=str))"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            env=self.environ,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.rsplit("ANSWER ", 1)[1])

    def new_event(self, slug: str, room: str) -> str:
        """A recorded webinar that begins in ten minutes; its address."""
        return self.run(f"""
event = Event.objects.create(slug={slug!r}, title="Scrivere domande che si capiscono",
    kind="webinar", status="published", is_online=True, is_recorded=True, feedback_public=True,
    topics=["questionario"], summary="Come si scrive un questionario breve.")
Session.objects.create(event=event, kind="online", title="Incontro online", room_url={room!r},
    day=timezone.localdate(now + timedelta(minutes=10)),
    starts=now + timedelta(minutes=10), ends=now + timedelta(minutes=70))
answer = publishing.refresh(event).get_absolute_url()
""")

    def somebody(self, slug: str, email: str = "anna@esempio.invalid") -> dict[str, str]:
        """Personal addresses of a person with a place in the event."""
        return self.run(f"""
session = Session.objects.get(event__slug={slug!r})
person = Registration.objects.create(event=session.event, name="Anna D'Angiò", confirmed=now,
    email={email!r}, email_key={email!r}, administration_name="Comune di Collesereno",
    administration_type="comune", region_code="16")
place = Place.objects.create(registration=person, session=session, status="confirmed",
    number=session.places.count() + 1)
answer = {{name: links.path(name, place) for name in ("join", "certificate")}}
answer |= {{name: links.path(name, person) for name in ("feedback", "registration")}}
""")

    def move(self, slug: str, minutes: int) -> None:
        """The event begins so many minutes from now, and lasts an hour."""
        self.run(f"""
starts = now + timedelta(minutes={minutes})
Session.objects.filter(event__slug={slug!r}).update(starts=starts,
    ends=starts + timedelta(hours=1), day=timezone.localdate(starts))
publishing.refresh(Event.objects.get(slug={slug!r}), tell=False)
answer = True
""")

    def mail(self, to: str, key: str) -> str:
        """The text of the last mail to somebody whose key begins so."""
        return self.run(f"""
mails = OutboxMail.objects.filter(to={to!r}, key__startswith={key!r})
answer = mails.latest("pk").text
""")
