# SPDX-License-Identifier: AGPL-3.0-or-later
"""The manual of the rules tells the truth."""

import hashlib
import re
from pathlib import Path

from paths.engine import dumps, loads, sha256, verify

MANUAL = Path(__file__).parents[3] / "docs" / "rules.md"


def example() -> str:
    return re.search(r"```json\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)[1]


def test_the_example_of_the_manual_is_canonical_and_has_nothing_that_blocks():
    rules = loads(example())
    assert dumps(rules) == example()
    assert verify(rules).blocking == ()


def test_the_hash_is_computed_as_the_manual_says():
    text = re.sub(r',\n"version": 1\n', "\n", example())
    assert hashlib.sha256(text.encode()).hexdigest() == sha256(loads(example()))


def test_the_commands_of_the_manual_run_as_written(catalogue, manage, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    written = "".join(blocks).replace("\\\n", " ").splitlines()
    told = [re.sub(r"#.*", "", line).split("manage.py ")[1] for line in written]
    kept = [line for line in told if "--draft" not in line and "--version" not in line]
    assert len(kept) == len(told) - 2
    order = sorted(kept, key=lambda line: "export" not in line)
    for line in order:
        arguments = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line)]
        assert manage(*arguments).code == 0, line
