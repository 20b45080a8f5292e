# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents seen from inside, and as LibreOffice shows them."""

import io
import os
import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

SOFFICE = shutil.which("soffice")
TIMEOUT = 300


def member(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def text_of(data: bytes, name: str) -> str:
    return " ".join("".join(member(data, name).itertext()).split())


def require_libreoffice() -> None:
    if SOFFICE and shutil.which("pdftotext"):
        return
    if os.environ.get("CI"):
        pytest.fail("LibreOffice or poppler is missing: CI must install them.")
    pytest.skip("LibreOffice or poppler is not installed: documents are not opened.")


def to_pdf(files, folder):
    """PDF beside each file, made by one run of LibreOffice with a profile of its own."""
    command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True,
        timeout=TIMEOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return {file: folder / f"{file.stem}.pdf" for file in files}


def text_of_pdf(path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode().split())


def pages_of_pdf(path) -> int:
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    return done.stdout.count(b"\f")
