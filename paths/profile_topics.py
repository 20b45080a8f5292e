# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a profile makes one likely to ask about."""

from collections import Counter
from collections.abc import Mapping

from . import snapshot
from .engine.universe import bits

MOST = 3


def topics(profile: Mapping[str, str]) -> list[str]:
    """Topics of the tools and deep dives that the rules put forward for these answers, those of
    most of them first; what is no longer asked is left out. No statement."""
    catalogue = snapshot.lately()
    answers = {question.code: question for question in catalogue.questions}
    known = {
        code: answer
        for code, answer in profile.items()
        if code in answers and any(choice.code == answer for choice in answers[code].choices)
    }
    compiled = catalogue.compiled
    certain = (compiled.modifiers[i] for i in bits(compiled.modifier_table.certain(known)))
    items = {code for each in certain for code in (*each.add_tools, *each.add_deep_dives)}
    counted = Counter(t for item in catalogue.published_entries(sorted(items)) for t in item.topics)
    return [topic for topic, _ in counted.most_common(MOST)]
