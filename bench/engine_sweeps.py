# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapping and missing rules by sweeping the columns in turn.

After Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, "Semantics and analysis of DMN decision
tables" (BPM 2016; Information Systems 78, 2018). Rules are boxes of half-open intervals of answer
ranks. Between two bounds of a column the active rules do not change: there the sweep goes on to
the next column.
"""

from itertools import pairwise
from operator import ne


class PublishedSweep:
    """The two procedures of the article, results included.

    Overlaps: the active rules go on to the next column where one of them ends; past the last
    column they are a result, unless it is there already. Gaps: every stretch goes on, one without
    rules is a result, merged with the first known one that lies beside it.

    Two things are kinder than the text, which has bounds that never coincide: no visit to a
    stretch of no width; one visit, not one per rule, where several rules end and none began since
    the last. A third one is for tables on which the text does not end in minutes: `looked_up`,
    known sets of rules are looked up and not searched for in a list, among those that hold them.
    """

    def __init__(self, boxes, sizes, looked_up=False):
        self.boxes, self.sizes, self.looked_up = boxes, sizes, looked_up

    def overlaps(self):
        """Sets of rules, two or more, that share a region."""
        found = {} if self.looked_up else []
        self._overlaps(range(len(self.boxes)), 0, found)
        return list(found)

    def _overlaps(self, rules, column, found):
        if len(rules) < 2:
            return
        if column == len(self.sizes):
            together = frozenset(rules)
            if self.looked_up:
                found.setdefault(together)
            elif not any(together <= known for known in found):
                found.append(together)
            return
        active, grown = {}, False
        for _, is_lower, rule in self._bounds(rules, column):
            if is_lower:
                active[rule] = grown = True
                continue
            if grown:
                self._overlaps(list(active), column + 1, found)
                grown = False
            del active[rule]

    def missing(self):
        """Regions that no rule holds."""
        found = []
        self._missing(range(len(self.boxes)), 0, (), found)
        return found

    def _missing(self, rules, column, region, found):
        if column == len(self.sizes):
            return
        size = self.sizes[column]
        active, last = {}, 0
        for at, is_lower, rule in [*self._bounds(rules, column), (size, False, None)]:
            if at != last:
                here = (*region, (last, at))
                if active:
                    self._missing(list(active), column + 1, here, found)
                else:
                    rest = tuple((0, size) for size in self.sizes[column + 1 :])
                    _add_or_merge((*here, *rest), found)
                last = at
            if is_lower:
                active[rule] = True
            else:
                active.pop(rule, None)

    def _bounds(self, rules, column):
        """Where two coincide, ends come before beginnings."""
        bounds = []
        for rule in rules:
            low, high = self.boxes[rule][column]
            bounds += ((low, True, rule), (high, False, rule))
        bounds.sort()
        return bounds


def _add_or_merge(region, found):
    for i, known in enumerate(found):
        if sum(map(ne, known, region)) == 1:
            column = next(c for c, side in enumerate(region) if side != known[c])
            (low, high), (other_low, other_high) = sorted((known[column], region[column]))
            if high == other_low:
                found[i] = (*known[:column], (low, other_high), *known[column + 1 :])
                return
    found.append(region)


class LeanSweep:
    """Only the sweep: every region it comes upon, neither merged nor told from others."""

    def __init__(self, boxes, sizes):
        self.boxes, self.sizes = boxes, sizes

    def overlaps(self):
        """Regions with the rules, two or more, that hold them."""
        found = []
        self._overlaps(list(range(len(self.boxes))), 0, (), found)
        return found

    def _overlaps(self, rules, column, region, found):
        if column == len(self.sizes):
            if len(rules) > 1:
                found.append((region, rules))
            return
        for interval, active in self._intervals(rules, column):
            if active:
                self._overlaps(active, column + 1, (*region, interval), found)

    def missing(self):
        """Regions that no rule holds."""
        found = []
        self._missing(list(range(len(self.boxes))), 0, (), found)
        return found

    def _missing(self, rules, column, region, found):
        if column == len(self.sizes):
            return
        for interval, active in self._intervals(rules, column):
            if active:
                self._missing(active, column + 1, (*region, interval), found)
            else:
                rest = tuple((0, size) for size in self.sizes[column + 1 :])
                found.append((*region, interval, *rest))

    def _intervals(self, rules, column):
        """The stretches between consecutive bounds, each with its active rules."""
        events = {0: ([], []), self.sizes[column]: ([], [])}
        for rule in rules:
            low, high = self.boxes[rule][column]
            events.setdefault(low, ([], []))[0].append(rule)
            events.setdefault(high, ([], []))[1].append(rule)
        active = {}
        for low, high in pairwise(sorted(events)):
            starting, _ = events[low]
            active.update(dict.fromkeys(starting))
            yield (low, high), list(active)
            for rule in events[high][1]:
                del active[rule]
