# SPDX-License-Identifier: AGPL-3.0-or-later
"""Materials as staff put them on line, through the same actions."""

from functools import cache

from events.actions import proceedings
from events.demo_materials import captions_vtt, paper_pdf, slides_odp
from events.models import Material
from tests.core.files import good
from tests.core.files.packed import upload

WORDS = "Le ponderazioni correggono un campione sbilanciato."


@cache
def paper(words=WORDS) -> bytes:
    return paper_pdf("Quaderno di lavoro", "Ufficio URP", [words])


def pdf(name="pesi.pdf", words=WORDS):
    return upload(name, paper(words))


def odp(name="lezione.odp"):
    return upload(name, slides_odp("Lezione", "Maria Rossi", [("Ascoltare", ["Stratificazioni"])]))


def video(name="lezione.webm"):
    return upload(name, good.webm())


def captions(name="lezione.vtt"):
    return upload(name, captions_vtt(["Buongiorno a tutti."]))


def card(event, **more) -> Material:
    fields = {"kind": Material.Kind.DOCUMENT, "title": "Quaderno di lavoro", "authors": "Ada Neri"}
    return proceedings.save_material(material=Material(event=event, **fields | more))


def material(event, *, file=pdf, published=True, **more) -> Material:
    """`file` makes an upload; None for a card without a version."""
    made = card(event, **more)
    if file:
        proceedings.add_version(material=made, upload=file())
    if published:
        made = proceedings.publish_material(material=made)
    return made


def reserved(event, **more) -> Material:
    return material(event, audience=Material.Audience.PARTICIPANTS, title="Riservato", **more)


def recording(event, **more) -> Material:
    made = card(event, kind=Material.Kind.RECORDING, title="Registrazione", **more)
    proceedings.add_version(material=made, upload=video(), captions=captions())
    return proceedings.publish_material(material=made)


def got(client, address, **headers):
    """The response, and all of its body."""
    response = client.get(address, headers=headers)
    return response, b"".join(response)
