# SPDX-License-Identifier: AGPL-3.0-or-later
import io
import sys
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command


@dataclass
class Ended:
    code: int
    out: str
    error: str


@pytest.fixture
def manage(monkeypatch):
    """Runs a command as from the terminal: `manage("rules", "export", given=b"...")`."""

    def run(*arguments: str, given: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        out = io.StringIO()
        try:
            call_command(*arguments, stdout=out)
        except CommandError as error:
            return Ended(error.returncode, out.getvalue(), str(error))
        except SystemExit as end:
            return Ended(end.code, out.getvalue(), "")
        return Ended(0, out.getvalue(), "")

    return run
