# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process of its own for readers of hostile files: little memory, little time, no Django.

`python -I child.py check|text FAMILY KIND PATH`. Code 3 means refused, for the sentence written.
"""

import os
import resource
import sys

MEMORY = 1024**3  # bytes of addresses
SECONDS = 20  # of processor
REFUSED = 3


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(5)


def main(verb: str, family: str, kind: str, path: str) -> int:
    limit()
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    import structure

    out = sys.stdout.buffer
    if verb == "text":
        for piece in structure.text(family, kind, path):
            out.write(piece.encode("utf-8", "replace"))
            out.flush()
        return 0
    try:
        structure.check(family, kind, path)
    except structure.Unsafe as unsafe:
        out.write(str(unsafe).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
