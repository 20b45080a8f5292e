# SPDX-License-Identifier: AGPL-3.0-or-later
from pathlib import Path

import pytest

import paths
from paths.engine import CompiledRuleSet, loads

INITIAL = Path(paths.__file__).parent / "content" / "rules" / "initial.json"


@pytest.fixture(scope="session")
def initial():
    return loads(INITIAL.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def compiled(initial):
    return CompiledRuleSet(initial)
