# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a FAQ shows beside the answer."""

from migliorapa.core import json_ld, registry
from migliorapa.core.plain import plain
from migliorapa.core.statements import Given, Statement

from ..models import Faq

LOOKED_AT = 40
_about = Statement(
    lambda: (
        Faq.objects.published()
        .filter(topics__overlap=Given("topics"))
        .only("slug", "question", "topics")
        .order_by("position")[: LOOKED_AT + 1]
    )
)


def belongs_to(faq: Faq) -> list[registry.Related]:
    """Steps, tools and deep dives of this answer, in this order."""
    return list(registry.entries([*faq.steps, *faq.tools, *faq.deep_dives]).values())


def close_to(faq: Faq) -> list[Faq]:
    """Other answers on the same topics, those that share most first."""
    own = set(faq.topics)
    found = (other for other in _about(topics=faq.topics) if other.pk != faq.pk)
    return sorted(found, key=lambda other: -len(own & set(other.topics)))[:4]


def structured_data(faq: Faq) -> str:
    """schema.org FAQPage with its one question, and the whole answer in plain words."""
    text = "\n".join(part for part in (faq.answer, plain(faq.body_html)) if part)
    answer = {"@type": "Answer", "text": text}
    question = {"@type": "Question", "name": faq.question, "acceptedAnswer": answer}
    return json_ld.script({"@type": "FAQPage", "mainEntity": [question]})
