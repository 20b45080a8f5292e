# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first content of the help desk: FAQ, canned answers, office and queues."""

from dataclasses import dataclass
from pathlib import Path

from migliorapa.core import loading
from migliorapa.core.loading import Content, Kind, Report

from .actions import faqs
from .models import CannedAnswer, Faq, Office, Queue

FOLDER = Path(__file__).resolve().parent / "content"
MINUTES = 60


@dataclass(frozen=True)
class Hours:
    """A target kept in working minutes and written in files in hours."""

    field: str

    def read(self, queue: Queue) -> int:
        return getattr(queue, self.field) // MINUTES

    def write(self, queue: Queue, hours: int) -> None:
        setattr(queue, self.field, hours * MINUTES)
        queue.save(update_fields=[self.field])


def _of_the_project(content: Content) -> Content:
    """Queues of the first content belong to the one office of the first content."""
    return {"office": "ufficio-del-progetto"} | content


def _published(content: Content) -> Content:
    number = int(content["code"][1:])
    return {"status": Faq.Status.PUBLISHED, "position": number} | content


KINDS = (
    Kind(
        "helpdesk/offices",
        Office,
        ("slug", "name", "intervals", "patron_saint_month", "patron_saint_day"),
        key="slug",
        has_body=False,
        file="offices.yaml",
    ),
    Kind(
        "helpdesk/queues",
        Queue,
        ("slug", "label", "description", "topics", "office"),
        links={
            "first_answer_hours": Hours("first_answer_minutes"),
            "solution_hours": Hours("solution_minutes"),
        },
        foreign={"office": Office},
        key="slug",
        has_body=False,
        file="queues.yaml",
        prepare=_of_the_project,
    ),
    Kind(
        "helpdesk/canned",
        CannedAnswer,
        ("slug", "title", "topics", "body"),
        key="slug",
        has_body=False,
        file="canned.yaml",
    ),
    Kind(
        "faq",
        Faq,
        (
            *("code", "slug", "question", "answer", "body", "also_asked", "topics"),
            *("steps", "tools", "deep_dives", "sources", "reviewed", "status", "position"),
        ),
        prepare=_published,
    ),
)


def load() -> Report:
    report = loading.load(KINDS, FOLDER)
    if report.changed:
        faqs.refresh_all()
    return report
