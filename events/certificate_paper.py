# SPDX-License-Identifier: AGPL-3.0-or-later
"""The certificate as a tagged PDF (PDF/UA-1), where WeasyPrint is installed.

Nothing is fetched while it is made: neither from the network nor from the disk.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from .certificates import Attestation

STYLE = Path(settings.BASE_DIR) / "static" / "css" / "certificate.css"


class NotInstalled(Exception):
    """The page to print is there all the same."""


@cache
def is_possible() -> bool:
    return find_spec("weasyprint") is not None


def refuse(url, *args, **kwargs):
    raise ValueError(f"A certificate loads nothing: {url}")


def pdf(attestation: Attestation) -> bytes:
    """Raises NotInstalled, also when the libraries of the host that it needs are missing."""
    if not is_possible():
        raise NotInstalled
    try:
        from weasyprint import CSS, HTML
    except OSError as error:
        raise NotInstalled from error

    html = render_to_string(
        "events/certificate_pdf.html",
        {"attestation": attestation, "owner_name": settings.OWNER_NAME},
    )
    style = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=refuse)
    document = HTML(string=html, url_fetcher=refuse)
    return document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
