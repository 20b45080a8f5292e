# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which mail domains say for whom a person works, and which say nothing."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

PROVIDERS = Path(__file__).parent / "data" / "public_providers.txt"
HOST = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII)
CERTIFIED_MAIL = {"pec", "cert", "postacert", "pecmail", "postacertificata", "legalmail"}


@cache
def _providers() -> tuple[frozenset[str], frozenset[str]]:
    """Domains refused with all their subdomains, and those refused only as they stand."""
    lines = PROVIDERS.read_text().splitlines()
    entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    alone = frozenset(entry[1:] for entry in entries if entry.startswith("="))
    return frozenset(entry for entry in entries if not entry.startswith("=")), alone


def is_public_provider(domain: str) -> bool:
    """Mail for anybody (gmail.com), shared networks (istruzione.it) and every PEC."""
    with_subdomains, alone = _providers()
    labels = domain.split(".")
    parents = {".".join(labels[start:]) for start in range(len(labels))}
    certified = any(label in CERTIFIED_MAIL or label.endswith("pec") for label in labels)
    return certified or domain in alone or bool(parents & with_subdomains)


def domain_of(email: str) -> str:
    """Lower-cased domain of an address; empty when it is not a plain ASCII host name."""
    domain = email.strip().rpartition("@")[2].lower() if email.isascii() else ""
    return domain if HOST.fullmatch(domain) else ""


def host_of(website: str) -> str:
    """Host of a site written with or without scheme, without `www.`; empty when unreadable."""
    text = website.strip().lower()
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if host.isascii() and HOST.fullmatch(host) else ""
