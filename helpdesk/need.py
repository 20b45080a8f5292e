# SPDX-License-Identifier: AGPL-3.0-or-later
"""A need as the address carries it: the words, and where the person stands.

Nothing is kept for who only reads: what travels with a request is in the links and in hidden
fields. Whatever does not look like ours is left out.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from migliorapa.core import registry
from migliorapa.core.fields import seen_only

LONGEST = 300
MOST_ANSWERS, MOST_READ, MOST_TOPICS = 20, 10, 8
CODE = re.compile(r"[A-Za-z0-9_-]{1,10}")
FAQ_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
PAGE = re.compile(r"/(?!/)[\w./-]{0,200}", re.ASCII)
QUESTION, ANSWER = re.compile(r"[a-z_]{1,20}"), re.compile(r"[a-z0-9_]{1,40}")
TOPIC = re.compile(r"[a-z0-9-]{1,60}")


def one_line(text: str) -> str:
    return " ".join(seen_only(text).split())[:LONGEST].strip()


@dataclass(frozen=True)
class Need:
    """`profile`: answers of the questionnaire by question; `read`: codes of FAQ read before."""

    text: str = ""
    step: str = ""
    page: str = ""
    profile: dict[str, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    call: bool = False

    @classmethod
    def of(cls, data) -> "Need":
        """`data` is a QueryDict, of an address or of a form."""
        step, page = data.get("passo", ""), data.get("da", "")
        topics = data.get("argomenti", "")[:LONGEST].split(",")
        read = [code for code in data.getlist("letta")[:MOST_READ] if FAQ_CODE.fullmatch(code)]
        return cls(
            text=one_line(data.get("q", "")[: 10 * LONGEST]),
            step=step if CODE.fullmatch(step) else "",
            page=page if PAGE.fullmatch(page) else "",
            profile=_profile(data.get("profilo", "")),
            read=tuple(dict.fromkeys(read)),
            topics=tuple(each for each in topics if TOPIC.fullmatch(each))[:MOST_TOPICS],
            call=bool(data.get("chiamata")),
        )

    @cached_property
    def place(self) -> registry.Related | None:
        """The step one stands on. At most one statement."""
        return registry.entries([self.step]).get(self.step) if self.step else None

    @cached_property
    def around(self) -> tuple[str, ...]:
        """Topics of the step, then those that the profile makes likely."""
        step = self.place.topics if self.place else ()
        profile = registry.profile_topics(self.profile) if self.profile else ()
        return tuple(dict.fromkeys((*step, *profile)))

    @property
    def context(self) -> list[tuple[str, str]]:
        """Names and values without the words, for hidden fields."""
        single = {
            "passo": self.step,
            "da": self.page,
            "profilo": urlencode(self.profile),
            "argomenti": ",".join(self.topics),
            "chiamata": "1" if self.call else "",
        }
        found = [(name, value) for name, value in single.items() if value]
        return found + [("letta", code) for code in self.read]

    @property
    def query(self) -> str:
        return urlencode([("q", self.text)] * bool(self.text) + self.context)


def _profile(text: str) -> dict[str, str]:
    pairs = parse_qsl(text[:1000])[:MOST_ANSWERS]
    return {key: each for key, each in pairs if QUESTION.fullmatch(key) and ANSWER.fullmatch(each)}
