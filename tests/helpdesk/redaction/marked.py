# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages with what must be redacted between ⟦kind: and ⟧, a JSON object a line."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from helpdesk.redaction import Record, Redaction, redact

MARK = re.compile(r"⟦(\w+):(.*?)⟧", re.DOTALL)


@dataclass(frozen=True)
class Message:
    text: str
    marked: tuple[tuple[int, int], ...]
    record: Record


def messages(name: str) -> list[Message]:
    file = Path(__file__).parent / f"{name}.jsonl"
    return [message(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def message(row: dict) -> Message:
    text, marked, at = "", [], 0
    for found in MARK.finditer(row["marked"]):
        text += row["marked"][at : found.start()]
        marked.append((len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    record = Record(**{key: tuple(values) for key, values in row["record"].items()})
    return Message(text + row["marked"][at:], tuple(marked), record)


def missed(message: Message, redaction: Redaction) -> list[str]:
    """Marked stretches with a letter or a digit outside every replacement."""
    gone = {place for each in redaction.replacements for place in range(each.start, each.end)}
    return [
        message.text[start:end]
        for start, end in message.marked
        if any(message.text[place].isalnum() and place not in gone for place in range(start, end))
    ]


def too_much(message: Message, redaction: Redaction) -> list[str]:
    """Replacements that touch no marked stretch."""
    return [
        each.original
        for each in redaction.replacements
        if not any(each.start < end and start < each.end for start, end in message.marked)
    ]


def score(found: list[Message], *, with_record: bool) -> tuple[float, list[str], list[str]]:
    """Recall, what was missed, what was redacted without need."""
    done = [(each, redact(each.text, each.record if with_record else Record())) for each in found]
    lost = [text for each, redaction in done for text in missed(each, redaction)]
    extra = [text for each, redaction in done for text in too_much(each, redaction)]
    return 1 - len(lost) / sum(len(each.marked) for each in found), lost, extra
