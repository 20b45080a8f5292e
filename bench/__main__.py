# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m bench [PART ...]`: what is promised, measured in one run; all parts without names."""

import sys

from . import engine, flat, ledger, pages, race, search


def main(arguments: list[str]) -> int:
    parts = {
        "pages": pages.main,
        "flat": flat.main,
        "engine": engine.main,
        "race": race.main,
        "ledger": ledger.main,
        "search": search.main,
    }
    if unknown := [name for name in arguments if name not in parts]:
        raise SystemExit(f"Unknown part: {', '.join(unknown)}. Known: {', '.join(parts)}.")
    return max([parts[name]() for name in arguments or parts])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
