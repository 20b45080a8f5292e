# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which tools and deep dives some profile receives."""

from collections.abc import Callable, Iterator

from .compiled import CompiledRuleSet
from .model import Modifier
from .sweep import constraining, path_sets, win_sets
from .union import union
from .universe import Universe, minus


class Suggestions:
    """Over the questions asked by the rules or by the modifiers."""

    def __init__(self, compiled: CompiledRuleSet) -> None:
        self.compiled = compiled
        rows = (*compiled.rules, *compiled.modifiers)
        questions = constraining(compiled.ruleset.questions, (row.when for row in rows))
        if questions == compiled.asked:
            self.universe, self.paths = compiled.universe, compiled.path_sets
        else:
            self.universe = Universe(questions)
            self.paths = path_sets(compiled.rules, win_sets(compiled.rules, self.universe))

    def tools_never(self) -> list[str]:
        return [tool for tool in self.compiled.ruleset.tools if not self._tool(tool)]

    def deep_dives_never(self) -> list[str]:
        return [item for item in self.compiled.ruleset.deep_dives if not self._deep_dive(item)]

    def _tool(self, tool: str) -> bool:
        vetoed = self._where(lambda modifier: tool in modifier.exclude_tools)
        return any(minus(profiles, vetoed) for profiles in self._tool_regions(tool))

    def _tool_regions(self, tool: str) -> Iterator[int]:
        yield self._where(lambda modifier: tool in modifier.add_tools)
        for path, profiles in self._reached_paths():
            steps = [step for step in path.steps if tool in self._tools_of(step)]
            for step in steps:
                yield minus(profiles, self._removing(step))

    def _deep_dive(self, item: str) -> bool:
        vetoed = self._where(lambda modifier: item in modifier.exclude_deep_dives)
        added = self._where(lambda modifier: item in modifier.add_deep_dives)
        return bool(minus(added, vetoed)) or any(
            item in path.deep_dives and minus(profiles, vetoed)
            for path, profiles in self._reached_paths()
        )

    def _reached_paths(self) -> Iterator:
        for path in self.compiled.ruleset.paths:
            if path.code in self.paths:
                yield path, self.paths[path.code]

    def _tools_of(self, step: str) -> tuple[str, ...]:
        return self.compiled.ruleset.tools_of_step[step]

    def _removing(self, step: str) -> int:
        return self._where(lambda modifier: step in modifier.remove_steps)

    def _where(self, names: Callable[[Modifier], bool]) -> int:
        """The profiles of the modifiers that satisfy `names`."""
        chosen = [modifier.when for modifier in self.compiled.modifiers if names(modifier)]
        return union(self.universe, chosen)
