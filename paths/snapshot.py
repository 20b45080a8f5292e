# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole catalogue and the rules in force, kept in memory until anything in them changes.

A trigger gives `paths_state` a new stamp at every write to the catalogue, whoever writes. A page
reads the stamp (one statement) and finds the rest here, read anew when the stamp is another one.
Stamp and rows are read in one transaction that sees a single moment of the database. Rows kept here
are for reading only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import groupby

from django.db import connection
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe

from migliorapa.core import drawings
from migliorapa.core.one_moment import one_moment

from .engine import CompiledRuleSet, loads
from .models import (
    DeepDive,
    GlossaryTerm,
    Path,
    PathDeepDive,
    PathStep,
    Phase,
    RuleSet,
    Step,
    StepTool,
    Tool,
)
from .models.catalogue import Entry
from .questionnaire import AskedQuestion, questions
from .tool_page import ToolPage

RELATED = 4


class NoRules(RuntimeError):
    """No version of the rules has been published."""


@dataclass(frozen=True)
class OutlinePhase:
    """Consecutive steps of one phase; a path may come back to a phase."""

    phase: Phase
    steps: list[Step]


@dataclass(frozen=True)
class Outline:
    """A path laid out for reading. `days` are the project's own estimate in person-days."""

    path: Path
    phases: list[OutlinePhase]

    @property
    def steps(self) -> list[Step]:
        return [step for phase in self.phases for step in phase.steps]

    @property
    def days(self) -> tuple[int, int]:
        steps = self.steps
        return sum(step.days_min for step in steps), sum(step.days_max for step in steps)


class Shelf:
    """The entries of one kind in editorial order, found by code or by slug."""

    def __init__(self, rows: Iterable[Entry]):
        self.rows = list(rows)
        self.by_code = {row.code: row for row in self.rows}
        self.by_slug = {row.slug: row for row in self.rows}
        for row in self.rows:
            row.url = row.get_absolute_url()
            row.body_html = drawings.expand(row.body_html)

    def visible_to(self, user) -> list[Entry]:
        """Drafts are for whoever writes the catalogue; one door for every page."""
        if user.is_authenticated and user.is_staff:
            return self.rows
        return self.published

    @cached_property
    def published(self) -> list[Entry]:
        return [row for row in self.rows if row.published]

    def get(self, slug: str, user) -> Entry | None:
        row = self.by_slug.get(slug)
        return row if row and (row.published or row in self.visible_to(user)) else None

    def about(self, topics: Iterable[str], *, leaving_out: Entry | None = None) -> list[Entry]:
        """Published entries sharing a topic, the more shared the earlier."""
        wanted = set(topics)
        scored = [
            (-len(wanted & set(row.topics)), row.position, row)
            for row in self.published
            if row != leaving_out and wanted & set(row.topics)
        ]
        return [row for *_, row in sorted(scored, key=lambda item: item[:2])][:RELATED]


class Catalogue:
    """Everything the public pages need, linked in both directions."""

    def __init__(self):
        self.paths = Shelf(Path.objects.all())
        self.steps = Shelf(Step.objects.select_related("phase"))
        self.tools = Shelf(Tool.objects.all())
        self.deep_dives = Shelf(DeepDive.objects.all())
        self.terms = list(GlossaryTerm.objects.all())
        self.questions: list[AskedQuestion] = questions()
        self._link(StepTool, "step", self.steps, "tool", self.tools)
        self._link(PathStep, "path", self.paths, "step", self.steps)
        self._link(PathDeepDive, "path", self.paths, "deep_dive", self.deep_dives)
        for tool in self.tools.rows:
            tool.page = ToolPage(tool)
        for step in self.steps.rows:
            self._tell(step, step.linked_tools)
        self._own_steps = dict(self._steps_with_own_questionnaire())
        row = RuleSet.objects.in_force().values_list("pk", "canonical").first()
        self.ruleset_id = row[0] if row else None
        self._compiled = CompiledRuleSet(loads(row[1])) if row else None

    def _link(self, through, own: str, owners: Shelf, other: str, others: Shelf) -> None:
        """Gives each owner its linked entries in order, and each linked entry its owners."""
        forward, backward = defaultdict(list), defaultdict(list)
        by_pk = {row.pk: row for row in others.rows}
        for owner, linked in through.objects.order_by("position").values_list(
            f"{own}_id", f"{other}_id"
        ):
            if by_pk[linked].published:
                forward[owner].append(by_pk[linked])
            backward[linked].append(owner)
        for row in owners.rows:
            setattr(row, f"linked_{other}s", forward[row.pk])
        for row in others.rows:
            found = set(backward[row.pk])
            setattr(row, f"linked_{own}s", [o for o in owners.published if o.pk in found])

    def _steps_with_own_questionnaire(self) -> Iterator[tuple[tuple[int, int], Step]]:
        """By path and step: the step that shows first the questionnaire advised for the path."""
        for path in self.paths.rows:
            for step in path.linked_steps:
                own = [tool for tool in step.linked_tools if tool.pk == path.questionnaire_id]
                if own:
                    others = [tool for tool in step.linked_tools if tool not in own]
                    copied = copy(step)
                    self._tell(copied, [*own, *others], own=own[0])
                    yield (path.pk, step.pk), copied

    @staticmethod
    def _tell(step: Step, tools: list[Tool], **context) -> None:
        """The step as a row of an outline, whole and brief."""
        context = {"step": step, "tools": tools, **context}
        template = "paths/_outline_step.html"
        step.fragment = mark_safe(_apostrophes(render_to_string(template, context)))
        brief = render_to_string(template, {**context, "brief": True})
        step.brief = mark_safe(_apostrophes(brief))

    @property
    def compiled(self) -> CompiledRuleSet:
        """The rules in force. Raises `NoRules`."""
        if self._compiled is None:
            raise NoRules("Nessuna versione delle regole è stata pubblicata.")
        return self._compiled

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        shelves = (self.paths, self.steps, self.tools, self.deep_dives)
        return {row.code: row for shelf in shelves for row in shelf.published}

    def published_entries(self, codes: Iterable[str]) -> list[Entry]:
        return [self.by_code[code] for code in codes if code in self.by_code]

    @cached_property
    def terms_by_slug(self) -> dict[str, GlossaryTerm]:
        return {term.slug: term for term in self.terms}

    def outline(self, path: Path, removed: Iterable[str] = ()) -> Outline:
        left_out = set(removed)
        steps = [
            self._own_steps.get((path.pk, step.pk), step)
            for step in path.linked_steps
            if step.code not in left_out
        ]
        return Outline(
            path,
            [OutlinePhase(phase, list(group)) for phase, group in groupby(steps, _phase_of)],
        )


def _apostrophes(html: str) -> str:
    """As typed: outside attributes they need no escape, and Italian has many."""
    return html.replace("&#x27;", "'")


def _phase_of(step: Step) -> Phase:
    return step.phase


_kept: tuple[str, Catalogue] | None = None


def current() -> Catalogue:
    """The catalogue as it stands now; one statement while nothing changed."""
    kept, stamp = _kept, _stamp()
    if kept is None or kept[0] != stamp:
        kept = _read_anew()
    return kept[1]


def lately() -> Catalogue:
    """As this process last read it: no statement, and words that may be older than the page."""
    return _kept[1] if _kept else current()


def _stamp() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp::text FROM paths_state")
        return cursor.fetchone()[0]


def _read_anew() -> tuple[str, Catalogue]:
    global _kept
    with one_moment():
        kept, stamp = _kept, _stamp()
        if kept is None or kept[0] != stamp:
            kept = _kept = (stamp, Catalogue())
        return kept
