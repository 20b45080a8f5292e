# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proceedings for a running portal, written by a process of their own; addresses as JSON."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from events import links
from events.actions import proceedings
from events.models import AskedQuestion, LabGroup, Material
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, SpeakerFactory

from .materials import card, material, odp, pdf, recording, reserved

LONG = "Amministrazioni" * 6


def sow() -> None:
    event = EventFactory(
        title="Misurare la qualità percepita negli uffici dei piccoli comuni",
        slug="qualita-percepita-prova",
        steps=["S10", "S11"],
        proceedings_summary="Si è parlato di **campioni** e di pesi.\n\nServono esempi.",
    )
    morning = SessionFactory(past=True, event=event, summary="Tre relazioni, poi il dibattito.")
    lab = SessionFactory(past=True, lab=True, event=event)
    morning.contributions.create(
        speaker=SpeakerFactory(name="Ada Neri", role="Dirigente"), title="Perché pesare i dati"
    )
    paper = material(
        event,
        session=morning,
        title="Pesi e campioni: quaderno per gli uffici",
        accessibility_note="PDF con tag e immagini descritte.",
        date="2026-11-08",
    )
    proceedings.add_version(material=paper, upload=pdf(words="Corretto."), note="Corretta pagina 3")
    material(event, session=morning, file=odp, kind=Material.Kind.SLIDES, title=LONG)
    video = recording(event, session=morning, transcript="## Inizio\n\nBuongiorno a tutti.")
    away = card(event, kind=Material.Kind.RECORDING, title="Il dibattito", transcript="Parole.")
    proceedings.add_version(material=away, url="https://video.esempio.it/v/1")
    proceedings.publish_material(material=away)
    kept = reserved(event, session=lab)
    question = AskedQuestion(event=event, question="Serve sempre?", answer="No, *solo se* serve.")
    proceedings.save_asked_question(asked=question)
    group = LabGroup(session=lab, theme="Lo sportello", facilitator="Luca Verdi")
    group.minutes_html, group.approved = "<p>Il gruppo propone un modulo.</p>", timezone.now()
    group.save()
    proceedings.publish_proceedings(event=event)
    coming = reserved(event, embargo=timezone.now() + timedelta(days=3))
    visitor = PlaceFactory(session=lab, registration__gave_feedback=True).registration
    own = links.path("registration", visitor)
    version = paper.versions.get(number=1)
    pages = {
        "proceedings": reverse("events:proceedings", args=[event.slug]),
        "material": paper.get_absolute_url(),
        "video": video.get_absolute_url(),
        "video elsewhere": away.get_absolute_url(),
        "reserved": kept.get_absolute_url(),
        "embargo": coming.get_absolute_url(),
        "own page": own,
        "own material": reverse("events:own_material", args=[own.split("/")[-2], kept.uid]),
        "staff list": "/redazione/events/material/",
        "staff card": f"/redazione/events/material/{video.pk}/change/",
        "staff new": f"/redazione/events/material/add/?event={event.pk}",
        "staff proceedings": reverse("admin:events_atti", args=[event.pk]),
        "staff removal": reverse("admin:events_version_remove", args=[version.pk]),
    }
    print(json.dumps(pages))
