# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m paths.documents.reference` writes the reference files anew, from pandoc's own."""

from pathlib import Path

from . import reference_docx, reference_odt
from .pandoc import run

FOLDER = Path(__file__).parent
BUILDERS = {"docx": reference_docx.build, "odt": reference_odt.build}


def build(extension: str) -> bytes:
    default = run(f"--print-default-data-file=reference.{extension}")
    return BUILDERS[extension](default)


if __name__ == "__main__":
    for extension in BUILDERS:
        (FOLDER / f"reference.{extension}").write_bytes(build(extension))
