# SPDX-License-Identifier: AGPL-3.0-or-later
"""How each folder of `paths/content` becomes rows, and how rows read back as content."""

from dataclasses import dataclass

from django.db import models

from migliorapa.core.loading import Content, Kind
from migliorapa.core.models import Page, Topic

from ..models import (
    Answer,
    DeepDive,
    GlossaryTerm,
    Path,
    PathDeepDive,
    PathStep,
    Phase,
    Question,
    Step,
    StepTool,
    Tool,
)

ENTRY = ("code", "slug", "title", "topics", "body", "sources", "reviewed")


@dataclass(frozen=True)
class Ordered:
    """An ordered link to rows of another kind, given in files as a list of codes."""

    through: type[models.Model]
    own: str
    other: str
    target: type[models.Model]

    def read(self, row: models.Model) -> list[str]:
        links = self.through.objects.filter(**{self.own: row}).order_by("position")
        return list(links.values_list(f"{self.other}__code", flat=True))

    def write(self, row: models.Model, codes: list[str]) -> None:
        found = self.target.objects.in_bulk(codes, field_name="code")
        if missing := [code for code in codes if code not in found]:
            raise ValueError(f"codici sconosciuti: {', '.join(missing)}")
        self.through.objects.filter(**{self.own: row}).delete()
        self.through.objects.bulk_create(
            self.through(**{self.own: row, self.other: found[code], "position": position})
            for position, code in enumerate(codes, 1)
        )


@dataclass(frozen=True)
class Answers:
    """The answers of a question: rows of their own, kept by code so that nothing else breaks."""

    def read(self, row: Question) -> list[Content]:
        return list(row.answers.order_by("position").values("code", "label", "help"))

    def write(self, row: Question, answers: list[Content]) -> None:
        row.answers.exclude(code__in=[answer["code"] for answer in answers]).delete()
        for position, answer in enumerate(answers, 1):
            values = {
                "label": answer["label"],
                "help": answer.get("help", ""),
                "position": position,
            }
            Answer.objects.update_or_create(question=row, code=answer["code"], defaults=values)


def _ordered_by_code(content: Content) -> Content:
    return content | {"position": int(content["code"][1:])}


def _help_from_body(content: Content) -> Content:
    shared = {"slug", "title", "topics", "reviewed"}
    content = {name: value for name, value in content.items() if name not in shared}
    content["help"] = content.pop("body")
    content["answers"] = [
        {"code": str(a["code"]), "label": a["label"], "help": a.get("help", "")}
        for a in content["answers"]
    ]
    return content


def _structured(content: Content) -> Content:
    """Everything a tool holds beyond the common fields lives in `data`."""
    known = {*ENTRY, "kind", "purpose", "document", "example", "position"}
    data = {name: value for name, value in content.items() if name not in known}
    kept = {name: value for name, value in content.items() if name in known}
    return _ordered_by_code(kept | {"data": data})


KINDS = (
    Kind("topics", Topic, ("slug", "label"), key="slug", has_body=False, file="topics.yaml"),
    Kind("phases", Phase, (*ENTRY, "summary", "position"), prepare=_ordered_by_code),
    Kind(
        "tools",
        Tool,
        (*ENTRY, "kind", "purpose", "document", "example", "data", "position"),
        prepare=_structured,
    ),
    Kind("deep_dives", DeepDive, (*ENTRY, "purpose", "position"), prepare=_ordered_by_code),
    Kind(
        "steps",
        Step,
        (
            *ENTRY,
            *("phase", "purpose", "inputs", "outputs", "mistakes", "days_min", "days_max"),
            "position",
        ),
        links={"tools": Ordered(StepTool, "step", "tool", Tool)},
        foreign={"phase": Phase},
        prepare=_ordered_by_code,
    ),
    Kind(
        "paths",
        Path,
        (
            *(*ENTRY, "for_whom", "summary", "first_thing", "outcomes", "not_for"),
            *("questionnaire", "position"),
        ),
        links={
            "steps": Ordered(PathStep, "path", "step", Step),
            "deep_dives": Ordered(PathDeepDive, "path", "deep_dive", DeepDive),
        },
        foreign={"questionnaire": Tool},
        prepare=_ordered_by_code,
    ),
    Kind(
        "questions",
        Question,
        (
            *("code", "position", "text", "why", "help", "sources"),
            *("ordinal", "mutable", "skippable"),
        ),
        links={"answers": Answers()},
        prepare=_help_from_body,
    ),
    Kind("pages", Page, ("slug", "title", "summary", "body", "sources", "reviewed"), key="slug"),
    Kind(
        "glossary",
        GlossaryTerm,
        ("slug", "term", "short", "aliases", "see", "source"),
        key="slug",
        has_body=False,
        file="glossary.yaml",
    ),
)
