# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pandoc as a separate program: no shell, no network, no file of its own choosing, a time limit."""

import subprocess
import threading
from functools import lru_cache

TIMEOUT = 20  # seconds; a document takes about a tenth of one
MEMORY = "512M"
AT_ONCE = threading.BoundedSemaphore(2)


class PandocFailed(RuntimeError):
    """The program is missing, was too slow or refused the text."""


@lru_cache(maxsize=1)
def program() -> str:
    import pypandoc  # heavy, and most processes never convert

    try:
        return pypandoc.get_pandoc_path()
    except OSError as error:
        raise PandocFailed(str(error)) from error


def run(*arguments: str, text: str = "", env: dict[str, str] | None = None) -> bytes:
    command = [program(), "--sandbox", *arguments, "+RTS", f"-M{MEMORY}", "-RTS"]
    with AT_ONCE:
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=True,
                env={"LANG": "C.UTF-8", **(env or {})},
            )
        except subprocess.CalledProcessError as error:
            raise PandocFailed(error.stderr.decode(errors="replace")[:500]) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PandocFailed(str(error)[:500]) from error
    return done.stdout
